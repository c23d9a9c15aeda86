# Números con la forma correcta de la palabra.

count-comments = { $count ->
    [one] { $count } comentario
   *[other] { $count } comentarios
}
