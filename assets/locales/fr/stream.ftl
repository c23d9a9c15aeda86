# Flux et tags.

stream-main = Flux
stream-activity = Mon activité
stream-liked = Aimés
stream-commented = Commentés
stream-mentions = Mentions
stream-tags = Tags suivis
stream-public = Messages publics
stream-local = Messages d’ici
stream-aspects = Mes aspects
stream-older = Messages plus anciens
stream-new-some = Afficher les nouveaux messages
stream-end-title = C’est tout
stream-end = Il n’y a pas de messages plus anciens.
stream-find-people = Trouver des gens
stream-choose-people = Choisir des gens
stream-which-aspects = Aspects de ce flux
stream-show-aspects = Afficher ceux-ci
stream-all-aspects = Tous
stream-no-aspects = Aucun

stream-none-main-title = Ton flux attend
stream-none-main = Trouve les gens que tu connais par leur nom ou leur adresse, partage avec eux, et leurs messages viendront ici.
stream-none-activity-title = Rien de toi pour l’instant
stream-none-activity = Ici se rassemblent les messages que tu écris, aimes ou commentes.
stream-none-liked-title = Rien d’aimé pour l’instant
stream-none-liked = Chaque message que tu aimes est gardé ici, pour que tu le retrouves.
stream-none-commented-title = Rien de commenté pour l’instant
stream-none-commented = Chaque message que tu commentes est gardé ici, pour que tu retrouves la discussion.
stream-none-mentions-title = Personne ne t’a encore appelé
stream-none-mentions = Quand quelqu’un écrit ton nom avec un @, le message vient ici.
stream-none-public-title = Silence en public
stream-none-public = Ici viennent les messages publics de tous les gens connus de ce pod.
stream-none-local-title = Silence à la maison
stream-none-local = Ici viennent les messages publics des gens de ce pod. Le tien peut être le premier.
stream-none-tags-title = Pas encore de messages avec tes tags
stream-none-tags = Suis un tag, comme #pain, et ce que les gens publient avec lui viendra ici.
stream-none-aspects-title = C’est calme ici
stream-none-aspects = Mets des gens dans cet aspect, et leurs messages viendront ici.

stream-welcome-title = Premiers pas
stream-welcome = Bienvenue, { $name }
stream-welcome-close = Fermer les premiers pas
stream-welcome-1 = Dis bonjour : ton premier message est déjà écrit, change-le comme tu veux.
stream-welcome-2 = Au-dessus du bouton, tu choisis qui voit un message : tout le monde, ou quelques-uns de tes aspects.
stream-welcome-3 = Les messages des gens avec qui tu partages et des tags que tu suis viennent dans ce flux.
stream-welcome-profile = Compléter ton profil
stream-first-post = Bonjour tout le monde, me voici #nouveauici.
stream-first-post-tags = Je m’intéresse à { $tags }.
stream-first-post-thanks = Merci pour l’invitation, { $person } !

tags-empty = Un tag a besoin d’au moins une lettre ou un chiffre.
tags-many = Tu suis autant de tags que le pod peut en surveiller. Cesse d’abord d’en suivre un autre.
tags-none-title = Rien avec ce tag pour l’instant
tags-none = Commence : écris des #tags dans tes messages, et ils se rassembleront ici.
tags-follow = Suivre
tags-followed = Suivi
tags-follow-done = Tu suis maintenant #{ $tag }.
tags-unfollow = Ne plus suivre
tags-unfollow-which = Ne plus suivre #{ $tag }
tags-unfollow-sure = Les messages avec #{ $tag } quittent ton flux. Le veux-tu ?
tags-unfollow-done = Tu ne suis plus #{ $tag }.
tags-mine = Tags que tu suis
tags-add = Suivre un tag
tags-add-hint = #pain
tags-people = { $count ->
    [one] Une personne avec ce tag
   *[other] { $count } personnes avec ce tag
}
tags-more-people = Plus de monde

shortcut-title = Raccourcis clavier
shortcut-next = Message suivant
shortcut-previous = Message précédent
shortcut-comment = Commenter le message
shortcut-like = Aimer le message, ou ne plus l’aimer
shortcut-reshare = Repartager le message
shortcut-more = Afficher tout le message
shortcut-open = Ouvrir le premier lien du message
shortcut-help = Cette page
shortcut-send = Envoyer ce que tu écris
shortcut-on = Les touches seules agissent sur les messages
shortcut-on-hint = Jamais pendant que tu écris. Désactive-les si elles gênent un autre outil.
shortcut-save = Enregistrer
shortcut-saved = Enregistré.
