# Entrar, crear una cuenta, contraseñas, la cuenta y sus ajustes.

account-sign-in = Entrar
account-sign-in-to = Entrar en { $pod }
account-name-or-email = Nombre o correo
account-password = Contraseña
account-sign-in-wrong = El nombre o la contraseña no es correcto. Las contraseñas distinguen mayúsculas y minúsculas.
account-sign-in-again = Eso tardó demasiado. Entra otra vez.
account-signed-out-to-be-safe = Eso no vino de una página de este pod. No se hizo nada y, por seguridad, se cerró tu sesión. Entra otra vez.
account-forgot = Olvidé mi contraseña
account-new-here = ¿No tienes cuenta?
account-make-one = Crear una cuenta
account-already-here = ¿Ya tienes cuenta?

account-code-title = Un paso más
account-code-ask = Escribe el código que muestra ahora tu dispositivo, o uno de tus códigos de recuperación.
account-code = Código
account-code-go = Continuar
account-code-wrong = Este código no es correcto, o ya se usó. Espera al siguiente e inténtalo otra vez.

account-reset-title = Una contraseña nueva
account-reset-ask = Dinos la dirección de correo de tu cuenta. Enviamos allí un enlace con el que puedes poner una contraseña nueva.
account-reset-send = Enviar el enlace
account-reset-sent = Si una cuenta tiene esta dirección, un enlace va en camino. Vale dos días.
account-reset-for = Para la cuenta { $name }.
account-reset-set = Poner la contraseña
account-reset-done = La contraseña nueva está puesta. Ya puedes entrar con ella.
account-link-used = Este enlace ya no funciona: se usó o es demasiado viejo. Pide uno nuevo.
account-no-mail = Este pod no envía correos. Pide ayuda a quien lo lleva.
account-password-new = Contraseña nueva
account-password-again = La contraseña otra vez
account-password-hint = Al menos diez caracteres. Unas cuantas palabras sencillas seguidas van bien.

account-name-empty = Elige un nombre para la dirección.
account-name-form = Un nombre tiene como mucho 32 caracteres: letras de la a a la z, cifras, punto, guion y guion bajo.
account-name-reserved = Este nombre está reservado. Elige otro.
account-name-taken = Este nombre ya está cogido. Elige otro.
account-name-no-address = Con este nombre no sale una dirección válida.
account-password-short = Una contraseña tiene al menos { $least } caracteres; esta tiene { $count }.
account-password-long = Una contraseña tiene como mucho { $most } caracteres; esta tiene { $count }.
account-password-differs = Las dos contraseñas son distintas.
account-password-common = Esta contraseña es de las que se prueban primero. Usa unas palabras que nadie adivinaría.
account-password-strength = Lo difícil que es de adivinar
account-email-form = Esto no es una dirección de correo.
account-email-taken = Otra cuenta usa esta dirección.

account-sign-up = Crear una cuenta
account-invites-you = { $name } te invita
account-invites-to = a { $pod }, un pequeño lugar tuyo en la red de diaspora*.
account-welcome-to = Te damos la bienvenida a { $pod }
account-make-mine = Crear mi cuenta
account-name = Nombre
account-name-hint = Parte de tu dirección en la red; nunca se puede cambiar. Letras, cifras, . _ -
account-email = Correo
account-email-hint = Puede quedar vacío. Solo lo veis tú y el pod.
account-by-invitation = Por invitación
account-by-invitation-how = { $pod } crece por invitación. Si conoces a alguien aquí, pídele un enlace.
account-by-invitation-used = Un enlace que ya no funciona se ha agotado. Quien te lo dio puede hacer otro.
account-have-one = Tengo una cuenta
account-invitation-needed = Para unirte a este pod necesitas la invitación de alguien que ya esté aquí.
account-invitation-yours = Esta invitación es de { $name }. Ya tienes una cuenta aquí.
account-invitation-gone = Esta invitación ya no funciona.
account-closed-to-new = Este pod no admite cuentas nuevas.
account-ask-in = Pedir una cuenta
account-ask-words = ¿Quién eres?
account-ask-words-hint = Una o dos frases para quien lleva { $pod }. Es quien decide quién entra.
account-asked-title = Pedido
account-asked = Gracias. Quien lleva { $pod } lo mirará pronto. Entra con tu nombre y contraseña para ver si ya está.
account-asked-waiting = Tu cuenta espera una palabra de quien lleva este pod. Inténtalo más tarde.
account-terms-agree = Con una cuenta aceptas las
account-terms = condiciones de este pod

account-aspect-family = Familia
account-aspect-friends = Amistades
account-aspect-work = Trabajo
account-aspect-acquaintances = Conocidos

account-settings = Ajustes
account-tab-profile = Perfil
account-tab-account = Cuenta
account-tab-invitation = Invitación
account-tab-ignored = Gente ignorada
account-tab-archive = Archivo

account-looks = Idioma y colores
account-language = Idioma
account-colours = Colores
account-colours-auto = Como mi dispositivo
account-colours-light = Claro
account-colours-dark = Oscuro
account-save = Guardar
account-saved = Guardado.

account-audience = Quién ve una publicación nueva si no eliges otra cosa
account-audience-public = Público
account-audience-all = Todos los aspectos
account-audience-some = Algunos aspectos
account-aspects = Aspectos

account-habits = Costumbres
account-share-back = Cuando alguien empieza a compartir conmigo
account-share-back-no = No hacer nada
account-share-back-into = Compartir también, en { $aspect }
account-spotlight = Mostrar en mi inicio publicaciones de gente que el pod destaca
account-getting-started = Enséñame esto otra vez

account-address = Tu dirección
account-address-hint = La gente de cualquier pod te encuentra con ella. No cambia.
account-email-set-hint = Solo lo veis tú y el pod. Puedes entrar con él.
account-email-pending = { $email } espera respuesta: abre el enlace del correo que enviamos allí. Hasta entonces vale la dirección anterior.
account-email-save = Guardar el correo
account-email-saved = La dirección de correo está guardada.
account-email-mailed = Un correo va en camino a la dirección nueva. Abre el enlace que contiene y la dirección valdrá.
account-confirm-title = Una dirección nueva
account-confirm-ask = ¿Quieres que { $email } sea la dirección de correo de tu cuenta?
account-confirm-yes = Usar esta dirección
account-confirm-wrong = Este enlace no corresponde a tu cuenta o ya no funciona. No se cambió nada.
account-confirm-done = La dirección nueva ya vale.

account-mails = Correos para mí
account-mails-hint = Escribidme cuando
account-mails-none = Este pod no envía correos.
account-mails-no-address = Añade arriba una dirección de correo y el pod podrá escribirte.
account-mail-started-sharing = alguien empiece a compartir conmigo
account-mail-private-message = reciba un mensaje privado
account-mail-mentioned = me mencionen en una publicación
account-mail-mentioned-in-comment = me mencionen en un comentario
account-mail-comment-on-post = alguien comente mi publicación
account-mail-also-commented = alguien comente una publicación en la que participo
account-mail-liked = a alguien le guste mi publicación
account-mail-liked-comment = a alguien le guste mi comentario
account-mail-reshared = alguien difunda mi publicación
account-mail-contacts-birthday = sea el cumpleaños de un contacto
account-mail-someone-reported = alguien denuncie algo
account-unsubscribe-title = Menos correos
account-unsubscribe-ask = { $name } recibe un correo cuando:
account-unsubscribe-yes = No más correos de este tipo
account-unsubscribe-done = Hecho. Ya no recibirás correos de este tipo. Puedes volver a activarlos en tus ajustes.
account-unsubscribe-wrong = Este enlace no funciona. Mira los ajustes de tu cuenta.

account-password-present = Contraseña actual
account-password-change = Cambiar la contraseña
account-password-everywhere = Se cierra tu sesión en todas partes, también aquí, y entras con la nueva.
account-password-wrong = Esta no es tu contraseña actual.
account-password-changed = La contraseña ha cambiado. Entra con la nueva.

account-two-factor = Segundo paso al entrar
account-two-factor-off = Además de la contraseña, al entrar se puede pedir un código que solo conoce tu dispositivo.
account-two-factor-on = Al entrar se pide un código de tu dispositivo.
account-two-factor-open = Configurar
account-two-factor-manage = Gestionar
account-two-factor-is-on = Ya está activado.
account-two-factor-begin = Activarlo
account-two-factor-scan = Apunta una aplicación de autenticación a este código, o escribe en ella el secreto.
account-two-factor-picture = El secreto como código
account-two-factor-secret = Secreto
account-two-factor-type = Escribe después el código que muestra y el segundo paso quedará activado.
account-two-factor-activate = Activar
account-two-factor-cancel = Dejarlo apagado
account-two-factor-done = El segundo paso está activado.
account-two-factor-stopped = El segundo paso está apagado.
account-two-factor-stop = Apagarlo
account-two-factor-stop-hint = Entonces solo se pide tu contraseña.
account-two-factor-renew = Hacer nuevos códigos de recuperación
account-two-factor-left = { $count ->
    [one] Queda un código de recuperación.
   *[other] Quedan { $count } códigos de recuperación.
}
account-recovery = Códigos de recuperación
account-recovery-hint = Cada uno te deja entrar una vez si pierdes tu dispositivo. Solo se muestran ahora: apúntalos y guárdalos en un lugar seguro.
account-recovery-renew-hint = Los anteriores dejan de funcionar.

account-sessions = Dónde tienes la sesión abierta
account-session-this = Este navegador
account-session-used = Último uso
account-session-since = desde
account-session-end = Cerrar sesión
account-session-ended = La sesión de ese navegador está cerrada.

account-close = Cerrar mi cuenta
account-close-what = Tus publicaciones, imágenes, contactos y perfil se eliminan aquí y en otros pods. Tus comentarios en publicaciones de otra gente se quedan con tu dirección. El nombre { $name } no se volverá a dar a nadie. No hay vuelta atrás.
account-close-password = Tu contraseña
account-close-yes = Cerrar mi cuenta para siempre
account-close-empty = Escribe tu contraseña para cerrar la cuenta.
account-close-wrong = Esta no es tu contraseña. No se cerró nada.
account-close-done = Tu cuenta está cerrada. Recogerlo todo puede tardar un rato.

account-invite-title = Trae a tu gente
account-invite-none = Crea un enlace para enviar a alguien o mostrarlo como código. Quien lo tenga puede crear una cuenta aquí.
account-invite-make = Crear una invitación
account-invite-left = { $count ->
    [0] Quien tiene este enlace podría crear una cuenta aquí, pero está agotado.
    [one] Quien tiene este enlace puede crear una cuenta aquí. Vale para una más.
   *[other] Quien tiene este enlace puede crear una cuenta aquí. Vale para { $count } más.
}
account-invite-open = Quien tiene este enlace puede crear una cuenta aquí, y quedáis en contacto enseguida.
account-invite-link = Tu enlace
account-invite-copy = Copiar
account-invite-copied = Copiado
account-invite-code = O que apunten aquí con un teléfono
account-invite-picture = El enlace como código
account-invite-end = Terminar este enlace
account-invite-end-hint = Deja de funcionar para quien lo tenga. Después puedes hacer uno nuevo.
account-invite-end-yes = Terminar el enlace
account-invite-ended = El enlace ya no funciona.
account-invite-mail = Enviarla por correo
account-invite-addresses = Direcciones de correo
account-invite-addresses-hint = Varias, separadas por comas.
account-invite-send = Enviar
account-invite-no-addresses = Escribe al menos una dirección de correo.
account-invite-many = Como mucho { $most } direcciones a la vez.
account-invite-used-up = Tu enlace está agotado.
account-invite-sent = { $count ->
    [one] Un correo va en camino.
   *[other] { $count } correos van en camino.
}
account-invite-invalid = Estas no son direcciones de correo: { $list }.

account-ignored-none = No ignoras a nadie
account-ignored-none-hint = La gente que ignoras aparece aquí, y puedes dejarla volver.
account-ignored-end = Dejar de ignorar

account-profile-basic = Lo que ve todo el mundo
account-profile-extended = Más sobre ti
account-profile-public = Todo el mundo puede ver esta parte
account-profile-public-hint = Si no, solo la gente con la que compartes.
account-profile-found = Que te encuentren
account-profile-searchable = La gente puede encontrarme por mi nombre
account-profile-searchable-hint = Si no, solo tus contactos, o por tu dirección.
account-profile-nsfw = Lo que publico es delicado
account-profile-nsfw-hint = Tus publicaciones están cubiertas hasta que alguien las abre.
account-profile-save = Guardar el perfil
account-profile-saved = Tu perfil está guardado.
account-profile-picture = Tu foto
account-profile-no-picture = Quitar la foto
account-profile-first = Nombre
account-profile-last = Apellidos
account-profile-tags = Descríbete en cinco palabras
account-profile-tags-hint = Hasta cinco etiquetas, como #pan #coro.
account-profile-about = Sobre ti
account-profile-about-hint = Aquí funciona Markdown.
account-profile-location = Dónde vives
account-profile-gender = Género
account-profile-birthday = Cumpleaños
account-profile-day = Día
account-profile-month = Mes
account-profile-year = Año
account-profile-year-hint = El año, si quieres
account-birthday-half = Elige el día y el mes, o ninguno de los dos.
account-birthday-year = Escribe el año con cuatro cifras o déjalo vacío.
