# Encuestas y eventos en publicaciones.

poll-answer-missing = Elige una de las respuestas.
poll-voted-already = Ya has votado; un voto no se puede cambiar.
poll-not-for-you = No puedes votar aquí.
event-without-name = Un evento necesita un nombre.
event-text-long = Caben como mucho { $most } caracteres.
event-ends-first = El evento termina antes de empezar.
event-not-for-you = No puedes responder aquí.
event-accepted = Vendrá:
event-tentative = Quizá venga:
