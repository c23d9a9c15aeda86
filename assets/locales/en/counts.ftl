# Numbers with the right form of the word for them.

count-comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
