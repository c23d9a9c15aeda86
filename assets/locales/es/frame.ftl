# Lo que rodea cada página.

frame-skip = Ir al contenido
frame-described = { $title } en { $pod }, un pod de diaspora*.
frame-sign-up = Crear una cuenta
frame-sign-in = Entrar
frame-sign-out = Salir
frame-search-label = Buscar gente y etiquetas
frame-search-hint = Buscar gente, #etiquetas, nombre@pod
frame-search = Buscar
frame-you = Tú
frame-your-menu = Tu menú
frame-profile = Perfil
frame-contacts = Contactos y aspectos
frame-invite = Invita a tu gente
frame-settings = Ajustes
frame-streams = Entradas
frame-stream = Inicio
frame-activity = Mi actividad
frame-mentions = Menciones
frame-public = Público
frame-notifications = Avisos
frame-unread = { $count ->
    [one] sin leer
   *[other] sin leer
}
frame-aspects = Aspectos
frame-first-aspect = Crea tu primer aspecto
frame-more = Más
frame-invite-words = ¿Falta alguien? Envía un enlace o muestra el código.
frame-invite-button = Crear una invitación
frame-happening = Qué pasa
frame-main = Navegación principal
frame-new-for = Nueva publicación para
frame-minutes = # min
frame-hours = # h
frame-offline = Eso no llegó al pod. Inténtalo otra vez.
frame-room-low = El disco se está llenando: ya no se guardan imágenes de otros pods. Haz sitio o dale al pod un disco más grande.
frame-room-critical = El disco está casi lleno: no se pueden subir imágenes y se pide a otros pods que envíen más tarde. Haz sitio pronto.
frame-backup-late = Hace tres días que no hay copia de seguridad. El registro del pod dice por qué; seedpod doctor dice más.
frame-clock = El reloj de esta máquina no puede ir bien. Hasta que vaya bien no se envía nada a otros pods, ni se borra ni se renueva nada.
frame-about = { $pod } · un pod de diaspora* con seedpod
frame-public-posts = Publicaciones públicas
frame-source = Código fuente
