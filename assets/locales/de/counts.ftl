# Zahlen mit der passenden Form des Wortes.

count-comments = { $count ->
    [one] { $count } Kommentar
   *[other] { $count } Kommentare
}
