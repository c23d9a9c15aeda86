# Sondages et événements dans les messages.

poll-answer-missing = Choisis l’une des réponses.
poll-voted-already = Tu as déjà voté ; un vote ne peut pas être changé.
poll-not-for-you = Tu ne peux pas voter ici.
event-without-name = Un événement a besoin d’un nom.
event-text-long = Il y a de la place pour { $most } caractères au plus.
event-ends-first = L’événement finit avant de commencer.
event-not-for-you = Tu ne peux pas répondre ici.
event-accepted = Viendra :
event-tentative = Viendra peut-être :
