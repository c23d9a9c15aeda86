# Lo que el pod escribe por correo.

mail-greeting = Hola { $name }:
mail-foot = Este correo lo envió { $pod }, { $address }.
mail-look = Mirarlo
mail-unsubscribe = No más correos de este tipo

mail-reset-subject = Una contraseña nueva
mail-reset-text = Alguien, seguramente tú, pidió poner una contraseña nueva en la cuenta { $name }. El enlace de abajo lo permite, una vez y durante dos días. Si no fuiste tú, no hay que hacer nada: la contraseña sigue como está.
mail-reset-link = Poner una contraseña nueva

mail-confirm-subject = ¿Es tu dirección?
mail-confirm-text = Alguien, seguramente tú, quiere usar { $email } en { $pod }. Abre el enlace y la dirección valdrá. Si no fuiste tú, no hay que hacer nada.
mail-confirm-link = Usar esta dirección

mail-invitation-subject = { $name } te invita a { $pod }
mail-invitation-text = { $name } ({ $address }) te invita a { $pod }, un pequeño lugar tuyo en la red de diaspora*. Con el enlace de abajo puedes crear una cuenta allí.
mail-invitation-link = Aceptar la invitación
mail-invitation-small = { $name } nos dio tu dirección solo para este correo; { $pod } no la ha guardado.

mail-export-subject = Tu archivo está listo
mail-export-text = El archivo de tu cuenta { $name } está listo. Se puede descargar durante 14 días. Guárdalo en un lugar seguro: contiene tu clave privada.
mail-export-link = A la descarga
mail-export-photos-subject = Tus imágenes están listas
mail-export-photos-text = El archivo con las imágenes de tu cuenta { $name } está listo. Se puede descargar durante 14 días.
mail-export-failed-subject = Tu archivo no se pudo hacer
mail-export-failed-text = Algo salió mal al preparar el archivo de tu cuenta { $name }. Inténtalo otra vez; si vuelve a fallar, pregunta a quien lleva el pod.

mail-imported-subject = Tu archivo ya está aquí
mail-imported-text = El archivo que trajiste forma ahora parte de tu cuenta { $name }. Un informe dice qué vino y qué no.
mail-import-failed-subject = Tu archivo no se aceptó
mail-import-failed-text = El archivo que trajiste no se pudo incorporar a tu cuenta { $name }. El informe dice por qué.
mail-import-link = Al informe

mail-inactive-subject = Tu cuenta se cerrará
mail-inactive-text = Hace mucho que nadie usa tu cuenta { $name }. Se cerrará el { $date }. Entra una vez antes de ese día y se queda.
mail-inactive-link = Entrar

mail-forged-subject = Una petición que no era tuya
mail-forged-text = Algo quiso actuar en nombre de tu cuenta { $name } sin venir de una página de este pod. No se hizo nada y, por seguridad, se cerró la sesión del navegador. Entra otra vez. Si se repite, avisa a quien lleva el pod.

mail-approved-subject = Te damos la bienvenida
mail-approved-text = Tu cuenta { $name } está aprobada. Ya puedes entrar.
mail-approved-link = Entrar

mail-asked-subject = { $name } quiere unirse
mail-asked-text = { $name } ha pedido una cuenta en este pod y espera respuesta.
mail-asked-link = Decidir

mail-circular-empty = Un correo necesita asunto y palabras.

mail-post-subject = Re: { $title }
mail-limited-post-subject = Re: una publicación limitada

mail-started-sharing-subject = { $name } comparte ahora contigo
mail-started-sharing-line = { $name } ({ $address }) ha empezado a compartir contigo.
mail-contacts-birthday-subject = Hoy es el cumpleaños de { $name }
mail-contacts-birthday-line = Es el cumpleaños de { $name }. Quizá vengan bien unas palabras amables.
mail-comment-on-post-line = { $name } comentó tu publicación:
mail-also-commented-line = { $name } comentó una publicación en la que participas:
mail-mentioned-line = { $name } te mencionó en una publicación:
mail-mentioned-in-comment-line = { $name } te mencionó en un comentario:
mail-liked-line = A { $name } le gusta tu publicación.
mail-liked-comment-line = A { $name } le gusta tu comentario:
mail-reshared-line = { $name } difundió tu publicación.
mail-private-message-subject = Un nuevo mensaje privado
mail-private-message-line = { $name } te escribió un mensaje privado. Por tu privacidad no se repite aquí.
mail-someone-reported-subject = Se denunció algo
mail-someone-reported-line = Alguien denunció una publicación o un comentario. Espera una decisión.
