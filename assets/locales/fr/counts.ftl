# Des nombres avec la bonne forme du mot.

count-comments = { $count ->
    [one] { $count } commentaire
   *[other] { $count } commentaires
}
