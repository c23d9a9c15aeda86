# Encontrar gente y etiquetas.

search-title = Encontrar gente
search-label = Nombre, dirección o #etiqueta
search-placeholder = Nombre, nombre@pod.example o #etiqueta
search-go = Buscar
search-found = Gente encontrada
search-more = Más gente
search-no-answer-title = Nadie respondió en esa dirección
search-no-answer = Revisa cómo está escrita. También puede que el pod esté ausente un rato; inténtalo entonces más tarde.
search-nobody-title = No se encontró a nadie
search-nobody = A la gente de otros pods se la encuentra por su dirección completa, que tiene la forma nombre@pod.example.
search-looking = Buscando { $address }
search-looking-hint = Se ha preguntado al otro pod. Esto tarda unos segundos.
search-again = Mirar otra vez
search-tag = Publicaciones con la etiqueta #{ $tag }
