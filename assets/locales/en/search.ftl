# Finding people and tags.

search-title = Find people
search-label = Name, address or #tag
search-placeholder = Name, name@pod.example or #tag
search-go = Search
search-found = People found
search-more = More people
search-no-answer-title = Nobody answered to that address
search-no-answer = Check the spelling. Their pod may also be away for a while; then try again later.
search-nobody-title = Nobody found
search-nobody = People on other pods are found by their whole address, which looks like name@pod.example.
search-looking = Looking for { $address }
search-looking-hint = Their pod has been asked. This takes a few seconds.
search-again = Look again
search-tag = Posts with the tag #{ $tag }
