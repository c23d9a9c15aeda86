# Messages, commentaires et ce qu’on en fait.

post-label = Message de { $name }
post-more = Plus sur ce message
post-reshared = repartagé
post-via = via { $program }
post-limited = Limité
post-limited-to = Limité à
post-unfold = Afficher plus
post-fold = Afficher moins
post-root-gone = Le message d’origine a été supprimé à sa source.
post-place = Publié depuis { $place }
post-play = Lire ici ({ $host } verra ton adresse)

post-like = J’aime
post-liked = Aimé
post-likes = { $count ->
    [one] { $count } j’aime
   *[other] { $count } j’aime
}
post-liked-by = Plaît à
post-more-people = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
post-reshare = Repartager
post-reshare-meaning = Tout le monde le verra sous ton nom, même sans compte.
post-reshare-do = Repartager en public
post-reshared-by-me = Repartagé
post-reshared-by = Repartagé par
post-reshares = { $count ->
    [one] { $count } repartage
   *[other] { $count } repartages
}
post-is-reshared = Repartagé. Tout le monde peut maintenant le voir.

post-follow = Suivre la discussion
post-unfollow = Ne plus suivre la discussion
post-hide = Masquer
post-hide-meaning = Le message quitte tes flux, et tu n’en entends plus parler. La personne qui l’a écrit n’en sait rien.
post-hide-do = Masquer ce message
post-is-hidden = Tu as masqué ce message.
post-show-again = L’afficher de nouveau
post-now-hidden = Le message est masqué dans tes flux.
post-now-shown = Le message est revenu dans tes flux.
post-ignore = Ignorer { $name }
post-ignore-meaning = Ses messages quittent tes flux, et vous ne partagez plus l’un avec l’autre. Cette personne n’en sait rien.
post-ignore-do = Ignorer cette personne
post-delete = Supprimer
post-delete-meaning = Le message disparaît ici et sur les autres pods, avec ses commentaires et ses images.
post-delete-do = Supprimer ce message
post-now-deleted = Le message est supprimé.

post-report = Signaler
post-report-title = Prévenir la modération
post-report-meaning = La modération de ce pod verra ce que tu signales, ton nom et ta raison. Personne d’autre n’en sait rien.
post-report-why = Qu’est-ce qui ne va pas ?
post-report-do = Envoyer le signalement
post-now-reported = Merci. La modération va regarder.

post-nsfw = Marqué comme sensible
post-nsfw-show = Afficher
post-nsfw-hide = Cacher
post-nsfw-show-all = Tout afficher sur cette page
post-nsfw-hide-all = Tout cacher de nouveau

post-poll-vote = Voter
post-poll-result = Voir le résultat
post-poll-mine = ton vote
post-poll-original = Voter sur le message d’origine
post-poll-votes = { $count ->
    [0] Pas encore de votes
    [one] { $count } vote
   *[other] { $count } votes
}

post-comment = Commenter
post-comment-label = Commentaire de { $name }
post-comment-answers = répond à { $name }
post-comment-yours = Ton commentaire
post-comment-write = Écris un commentaire
post-comment-delete-do = Supprimer le commentaire
post-earlier-comments = { $count ->
    [one] Afficher { $count } commentaire précédent
   *[other] Afficher { $count } commentaires précédents
}

post-picture = Image
post-picture-undescribed = Image sans description
post-picture-close = Fermer
post-picture-back = Image précédente
post-picture-next = Image suivante

post-title-by = Message de { $name }
post-title-reshare = Repartage de { $name }
post-title-pictures = { $count ->
    [one] Une image de { $name }
   *[other] { $count } images de { $name }
}
post-suggestions = Personnes à mentionner

post-link-looking = Recherche en cours
post-link-looking-meaning = Ce message n’est pas encore connu ici. Son pod est interrogé.
post-link-again = Regarder encore

post-like-forbidden = Tu ne peux pas aimer cela.
post-comment-forbidden = Tu ne peux pas commenter ce message.
post-comment-empty = Un commentaire a besoin de mots.
post-comment-delete-forbidden = Seules les personnes qui ont écrit le commentaire ou le message peuvent supprimer un commentaire.
post-delete-forbidden = Seule la personne qui a écrit un message peut le supprimer.
post-reshare-gone = L’original de ce repartage a été supprimé.
post-reshare-again = Tu as déjà repartagé cela.
post-reshare-forbidden = Seuls les messages publics des autres peuvent être repartagés.
post-hide-own = Tes propres messages ne peuvent pas être masqués. Tu peux les supprimer.
post-report-own = Tu ne peux pas signaler ce que tu as écrit toi-même.
post-report-again = Tu as déjà signalé cela. La modération le sait.
post-report-reason = Dis pourquoi, pour que la modération comprenne.
