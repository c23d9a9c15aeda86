# Trouver des gens et des tags.

search-title = Trouver des gens
search-label = Nom, adresse ou #tag
search-placeholder = Nom, nom@pod.example ou #tag
search-go = Chercher
search-found = Personnes trouvées
search-more = Plus de monde
search-no-answer-title = Personne n’a répondu à cette adresse
search-no-answer = Vérifie l’orthographe. Il se peut aussi que le pod soit absent un moment ; essaie alors plus tard.
search-nobody-title = Personne de trouvé
search-nobody = On trouve les gens d’autres pods par leur adresse entière, qui ressemble à nom@pod.example.
search-looking = Recherche de { $address }
search-looking-hint = L’autre pod est interrogé. Cela prend quelques secondes.
search-again = Regarder encore
search-tag = Messages avec le tag #{ $tag }
