# Avisos.

notification-title = Avisos
notification-unread = sin leer
notification-older = Anteriores
notification-all = Todos los avisos
notification-none = Nada nuevo.
notification-read = Marcar como leído
notification-keep = Marcar como no leído
notification-read-all = Marcar todo como leído
notification-read-shown = Marcar estos como leídos
notification-filter = Qué avisos
notification-show-all = Todos
notification-show-unread = Sin leer
notification-kinds = Por tipo
notification-kinds-all = Todos los tipos
notification-quiet-title = Todo en calma
notification-quiet = Cuando alguien comparte contigo, comenta o le gusta algo, lo sabrás aquí.
notification-none-here-title = Nada de este tipo
notification-none-here = Elige otro filtro para ver el resto.
notification-arrived-some = Avisos sin leer: #
notification-allow = Avisarme en este dispositivo

notification-kind-started-sharing = Empezaron a compartir
notification-kind-comment-on-post = Comentarios en tus publicaciones
notification-kind-also-commented = Comentarios después del tuyo
notification-kind-mentioned = Menciones en publicaciones
notification-kind-mentioned-in-comment = Menciones en comentarios
notification-kind-liked = «Me gusta» en publicaciones
notification-kind-liked-comment = «Me gusta» en comentarios
notification-kind-reshared = Difusiones
notification-kind-contacts-birthday = Cumpleaños

notification-two-people = { $one } y { $two }
notification-three-people = { $one }, { $two } y { $three }
notification-many-people = { $one }, { $two }, { $three } y { $others ->
    [one] una persona más
   *[other] { $others } más
}
notification-title-of = «{ $title }»

notification-told-started-sharing = Ahora comparte contigo { $people }.
notification-told-comment-on-post = Comentario en tu publicación { $post } de { $people }.
notification-told-comment-on-post-of = Comentario en la publicación { $post } de { $author }, de { $people }.
notification-told-also-commented = Otro comentario en { $post } de { $people }.
notification-told-also-commented-of = Otro comentario en { $post } de { $author }, de { $people }.
notification-told-mentioned = Te menciona en { $post } { $people }.
notification-told-mentioned-of = Te menciona en { $post } { $people }.
notification-told-mentioned-in-comment = Te menciona en un comentario en { $post } { $people }.
notification-told-mentioned-in-comment-of = Te menciona en un comentario en { $post } { $people }.
notification-told-liked = Tu publicación { $post } gusta a { $people }.
notification-told-liked-of = La publicación { $post } de { $author } gusta a { $people }.
notification-told-liked-comment = Tu comentario en { $post } gusta a { $people }.
notification-told-liked-comment-of = Tu comentario en { $post } gusta a { $people }.
notification-told-reshared = Tu publicación { $post } fue difundida por { $people }.
notification-told-reshared-of = La publicación { $post } de { $author } fue difundida por { $people }.
notification-told-contacts-birthday = Cumpleaños el { $day }: { $people }.

notification-gone-comment-on-post = Comentario en una publicación ya eliminada, de { $people }.
notification-gone-also-commented = Otro comentario en una publicación ya eliminada, de { $people }.
notification-gone-mentioned = Te mencionó en una publicación ya eliminada { $people }.
notification-gone-mentioned-in-comment = Te mencionó en un comentario ya eliminado { $people }.
notification-gone-liked = Una publicación tuya, ya eliminada, gustó a { $people }.
notification-gone-liked-comment = Un comentario tuyo, ya eliminado, gustó a { $people }.
notification-gone-reshared = Una publicación tuya, ya eliminada, fue difundida por { $people }.
