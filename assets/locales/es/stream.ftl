# Entradas y etiquetas.

stream-main = Inicio
stream-activity = Mi actividad
stream-liked = Me gustan
stream-commented = Comentadas
stream-mentions = Menciones
stream-tags = Etiquetas que sigo
stream-public = Publicaciones públicas
stream-local = Publicaciones de aquí
stream-aspects = Mis aspectos
stream-older = Publicaciones anteriores
stream-new-some = Mostrar lo nuevo
stream-end-title = Eso era todo
stream-end = No hay publicaciones anteriores.
stream-find-people = Encontrar gente
stream-choose-people = Elegir gente
stream-which-aspects = Aspectos de esta página
stream-show-aspects = Mostrar estos
stream-all-aspects = Todos
stream-no-aspects = Ninguno

stream-none-main-title = Tu inicio te espera
stream-none-main = Encuentra a la gente que conoces por su nombre o dirección, comparte con ella, y sus publicaciones llegarán aquí.
stream-none-activity-title = Aún nada tuyo
stream-none-activity = Aquí se reúnen las publicaciones que escribes, te gustan o comentas.
stream-none-liked-title = Aún no te ha gustado nada
stream-none-liked = Cada publicación que te gusta se guarda aquí para que la encuentres de nuevo.
stream-none-commented-title = Aún no has comentado nada
stream-none-commented = Cada publicación que comentas se guarda aquí para que encuentres la charla de nuevo.
stream-none-mentions-title = Nadie te ha llamado todavía
stream-none-mentions = Cuando alguien escriba tu nombre con una @, la publicación vendrá aquí.
stream-none-public-title = Silencio en público
stream-none-public = Aquí llegan las publicaciones públicas de toda la gente que este pod conoce.
stream-none-local-title = Silencio en casa
stream-none-local = Aquí llegan las publicaciones públicas de la gente de este pod. La tuya puede ser la primera.
stream-none-tags-title = Aún no hay publicaciones con tus etiquetas
stream-none-tags = Sigue una etiqueta, como #pan, y lo que la gente publique con ella llegará aquí.
stream-none-aspects-title = Aquí hay silencio
stream-none-aspects = Pon gente en este aspecto y sus publicaciones llegarán aquí.

stream-welcome-title = Primeros pasos
stream-welcome = Hola, { $name }
stream-welcome-close = Cerrar los primeros pasos
stream-welcome-1 = Saluda: tu primera publicación ya está escrita, cámbiala como quieras.
stream-welcome-2 = Encima del botón eliges quién ve una publicación: todo el mundo o solo algunos de tus aspectos.
stream-welcome-3 = A esta página llegan las publicaciones de la gente con la que compartes y de las etiquetas que sigues.
stream-welcome-profile = Completar tu perfil
stream-first-post = Hola a todo el mundo, soy #nuevoaquí.
stream-first-post-tags = Me interesa { $tags }.
stream-first-post-thanks = ¡Gracias por la invitación, { $person }!

tags-empty = Una etiqueta necesita al menos una letra o una cifra.
tags-many = Sigues tantas etiquetas como el pod puede atender. Deja primero de seguir otra.
tags-none-title = Aún nada con esta etiqueta
tags-none = Empieza tú: escribe #etiquetas en tus publicaciones y se reunirán aquí.
tags-follow = Seguir
tags-followed = Siguiendo
tags-follow-done = Ahora sigues #{ $tag }.
tags-unfollow = Dejar de seguir
tags-unfollow-which = Dejar de seguir #{ $tag }
tags-unfollow-sure = Las publicaciones con #{ $tag } saldrán de tu inicio. ¿Es lo que quieres?
tags-unfollow-done = Ya no sigues #{ $tag }.
tags-mine = Etiquetas que sigues
tags-add = Seguir una etiqueta
tags-add-hint = #pan
tags-people = { $count ->
    [one] Una persona con esta etiqueta
   *[other] { $count } personas con esta etiqueta
}
tags-more-people = Más gente

shortcut-title = Atajos de teclado
shortcut-next = Publicación siguiente
shortcut-previous = Publicación anterior
shortcut-comment = Comentar la publicación
shortcut-like = Marcar que te gusta, o quitarlo
shortcut-reshare = Difundir la publicación
shortcut-more = Mostrar toda la publicación
shortcut-open = Abrir el primer enlace de la publicación
shortcut-help = Esta página
shortcut-send = Enviar lo que escribes
shortcut-on = Las teclas sueltas actúan sobre las publicaciones
shortcut-on-hint = Nunca mientras escribes. Apágalas si estorban a otra herramienta.
shortcut-save = Guardar
shortcut-saved = Guardado.
