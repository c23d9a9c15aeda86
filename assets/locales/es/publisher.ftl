# Escribir una publicación.

publisher-title = Nueva publicación
publisher-opener = ¿En qué piensas, { $name }?
publisher-yours = Tu publicación
publisher-placeholder = Aquí funcionan Markdown, #etiquetas y @{"{"}nombre@pod{"}"}
publisher-toolbar = Formato
publisher-bold = Negrita
publisher-italic = Cursiva
publisher-heading = Título
publisher-link = Enlace
publisher-image = Imagen de la web
publisher-list = Lista
publisher-numbers = Lista numerada
publisher-code = Código
publisher-quote = Cita
publisher-help = Formato
publisher-share = Compartir
publisher-preview = Vista previa
publisher-sending = Enviando
publisher-sent = Tu publicación está fuera.
publisher-close-window = Puedes cerrar esta ventana.

publisher-pictures = Imágenes
publisher-pictures-choose = Elegir imágenes
publisher-pictures-hint = Describe cada imagen para la gente que no puede verla. El lugar y la cámara se quitan de los archivos.
publisher-picture = Imagen { $number }
publisher-description = Descripción
publisher-description-ask = ¿Qué se ve?
publisher-picture-drop = Dejar fuera esta imagen

publisher-poll = Encuesta
publisher-poll-question = Pregunta
publisher-poll-answer = Respuesta { $number }
publisher-poll-more = Una respuesta más
publisher-poll-drop = Quitar
publisher-poll-hint = Quien ve la publicación puede votar una vez. Las líneas vacías no cuentan.

publisher-place = Lugar
publisher-place-name = Nombre del lugar
publisher-place-lat = Latitud
publisher-place-lng = Longitud
publisher-place-find = Averiguar dónde estoy
publisher-place-drop = Sin lugar
publisher-place-failed = Tu dispositivo no dijo dónde estás. Puedes escribir el lugar.
publisher-place-hint = Sin latitud ni longitud, solo la gente de este pod ve el lugar.

publisher-who = Quién ve esto
publisher-aspects = Aspectos
publisher-public = Público
publisher-all-aspects = Todos los aspectos
publisher-some-aspects = Algunos aspectos
publisher-public-meaning = Todo el mundo puede leerlo, también sin cuenta.
publisher-all-meaning = Puede leerlo toda la gente con la que compartes, y nadie más.
publisher-some-meaning = Solo puede leerlo la gente que está ahora en estos aspectos.

publisher-bookmarklet = Compartir desde cualquier página
publisher-bookmarklet-how = Crea un marcador en tu navegador y ponle esta dirección. En cualquier página abrirá una ventanita con una publicación sobre esa página.
publisher-bookmarklet-code = Dirección del marcador

publisher-empty = Escribe algo o añade una imagen.
publisher-text-long = { $count } caracteres son demasiados: caben como mucho { $most }.
publisher-photos-many = Una publicación tiene como mucho { $most } imágenes.
publisher-picture-large = Una imagen puede tener { $megabytes } MB como mucho. Hazla más pequeña y elígela otra vez.
publisher-picture-unknown = Esto no es una imagen JPEG, PNG, GIF o WebP.
publisher-picture-wide = Una imagen de { $width } × { $height } píxeles es demasiado grande.
publisher-picture-demanding = Esta imagen necesita más memoria de la que hay. Hazla más pequeña y elígela otra vez.
publisher-picture-broken = Esta imagen está dañada o incompleta.
publisher-picture-gone = Una de las imágenes ya no está. Elígela otra vez.
publisher-audience-none = Elige quién puede ver esto: todo el mundo o al menos un aspecto.
publisher-audience-foreign = Este aspecto no es tuyo.
publisher-poll-question-missing = Una encuesta necesita una pregunta.
publisher-poll-answers-few = Una encuesta necesita al menos dos respuestas y tiene como mucho { $most }.
publisher-poll-long = La pregunta y las respuestas tienen como mucho { $most } caracteres cada una.
publisher-place-wrong = Las coordenadas no son correctas: latitud de -90 a 90, longitud de -180 a 180, y como mucho { $most } caracteres de dirección.
