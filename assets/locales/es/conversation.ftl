# Las páginas de las conversaciones privadas.

conversation-title = Conversaciones
conversation-new = Nueva conversación
conversation-back = Todas las conversaciones
conversation-none-title = Aún no hay conversaciones
conversation-none = Escribe a gente con la que compartes mutuamente; nadie más lo lee.
conversation-older = Conversaciones anteriores
conversation-messages = { $count ->
    [one] Un mensaje
   *[other] { $count } mensajes
}
conversation-people = Quién participa
conversation-unread-from-here = Nuevo desde aquí
conversation-reply = Tu respuesta
conversation-send = Enviar
conversation-sent = Tu mensaje va en camino.
conversation-to = Para
conversation-subject = Asunto
conversation-text = Tu mensaje
conversation-nobody-title = Aún nadie a quien escribir
conversation-nobody-yet = Los mensajes van a gente con la que compartes mutuamente. Comparte con alguien y espera a que comparta contigo.
conversation-hide = Ocultar y silenciar
conversation-hide-meaning = La conversación sale de tu buzón y no sabrás más de ella. Los demás siguen sin ti.
conversation-hide-sure = Ocultar esta conversación
conversation-hidden = La conversación está oculta.
conversation-delete = Eliminar
conversation-delete-meaning = Solo quedas tú aquí: los mensajes desaparecen para siempre.
conversation-delete-sure = Eliminar esta conversación
conversation-deleted = La conversación está eliminada.
