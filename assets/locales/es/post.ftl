# Publicaciones, comentarios y lo que la gente hace con ellos.

post-label = Publicación de { $name }
post-more = Más sobre esta publicación
post-reshared = difundida
post-via = desde { $program }
post-limited = Limitada
post-limited-to = Limitada a
post-unfold = Mostrar más
post-fold = Mostrar menos
post-root-gone = La publicación original fue eliminada en su origen.
post-place = Publicado desde { $place }
post-play = Reproducir aquí ({ $host } verá tu dirección)

post-like = Me gusta
post-liked = Te gusta
post-likes = { $count ->
    [one] { $count } me gusta
   *[other] { $count } me gusta
}
post-liked-by = Gusta a
post-more-people = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
post-reshare = Difundir
post-reshare-meaning = Todo el mundo la verá con tu nombre, también sin cuenta.
post-reshare-do = Difundirla en público
post-reshared-by-me = Difundida
post-reshared-by = Difundida por
post-reshares = { $count ->
    [one] { $count } difusión
   *[other] { $count } difusiones
}
post-is-reshared = Difundida. Ahora todo el mundo puede verla.

post-follow = Seguir la charla
post-unfollow = Dejar de seguir la charla
post-hide = Ocultar
post-hide-meaning = La publicación sale de tus páginas y no sabrás más de ella. A quien la escribió no se le dice nada.
post-hide-do = Ocultar esta publicación
post-is-hidden = Has ocultado esta publicación.
post-show-again = Mostrarla otra vez
post-now-hidden = La publicación está oculta en tus páginas.
post-now-shown = La publicación ha vuelto a tus páginas.
post-ignore = Ignorar a { $name }
post-ignore-meaning = Sus publicaciones salen de tus páginas y dejáis de compartir. No se le dice nada.
post-ignore-do = Ignorar a esta persona
post-delete = Eliminar
post-delete-meaning = La publicación desaparece aquí y en otros pods, con sus comentarios e imágenes.
post-delete-do = Eliminar esta publicación
post-now-deleted = La publicación está eliminada.

post-report = Denunciar
post-report-title = Avisar a la moderación
post-report-meaning = La moderación de este pod verá lo que denuncias, tu nombre y tu motivo. A nadie más se le dice.
post-report-why = ¿Qué tiene de malo?
post-report-do = Enviar la denuncia
post-now-reported = Gracias. La moderación lo mirará.

post-nsfw = Marcada como delicada
post-nsfw-show = Mostrar
post-nsfw-hide = Ocultar
post-nsfw-show-all = Mostrar todo en esta página
post-nsfw-hide-all = Ocultar todo otra vez

post-poll-vote = Votar
post-poll-result = Ver el resultado
post-poll-mine = tu voto
post-poll-original = Votar en la publicación original
post-poll-votes = { $count ->
    [0] Aún sin votos
    [one] { $count } voto
   *[other] { $count } votos
}

post-comment = Comentar
post-comment-label = Comentario de { $name }
post-comment-answers = responde a { $name }
post-comment-yours = Tu comentario
post-comment-write = Escribe un comentario
post-comment-delete-do = Eliminar el comentario
post-earlier-comments = { $count ->
    [one] Mostrar { $count } comentario anterior
   *[other] Mostrar { $count } comentarios anteriores
}

post-picture = Imagen
post-picture-undescribed = Imagen sin descripción
post-picture-close = Cerrar
post-picture-back = Imagen anterior
post-picture-next = Imagen siguiente

post-title-by = Publicación de { $name }
post-title-reshare = Difusión de { $name }
post-title-pictures = { $count ->
    [one] Una imagen de { $name }
   *[other] { $count } imágenes de { $name }
}
post-suggestions = Gente que mencionar

post-link-looking = Buscándola
post-link-looking-meaning = Esta publicación aún no se conoce aquí. Se está preguntando a su pod.
post-link-again = Mirar otra vez

post-like-forbidden = No puedes marcar que te gusta esto.
post-comment-forbidden = No puedes comentar esta publicación.
post-comment-empty = Un comentario necesita palabras.
post-comment-delete-forbidden = Un comentario solo lo puede eliminar quien lo escribió o quien escribió la publicación.
post-delete-forbidden = Una publicación solo la puede eliminar quien la escribió.
post-reshare-gone = El original de esta difusión fue eliminado.
post-reshare-again = Ya has difundido esto.
post-reshare-forbidden = Solo se pueden difundir publicaciones públicas de otra gente.
post-hide-own = Tus propias publicaciones no se pueden ocultar. Puedes eliminarlas.
post-report-own = No puedes denunciar lo que escribiste tú.
post-report-again = Ya has denunciado esto. La moderación lo sabe.
post-report-reason = Di por qué, para que la moderación lo entienda.
