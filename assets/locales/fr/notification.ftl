# Notifications.

notification-title = Notifications
notification-unread = non lue
notification-older = Plus anciennes
notification-all = Toutes les notifications
notification-none = Rien de nouveau.
notification-read = Marquer comme lue
notification-keep = Marquer comme non lue
notification-read-all = Tout marquer comme lu
notification-read-shown = Marquer celles-ci comme lues
notification-filter = Quelles notifications
notification-show-all = Toutes
notification-show-unread = Non lues
notification-kinds = Par genre
notification-kinds-all = Tous les genres
notification-quiet-title = Tout est calme
notification-quiet = Quand quelqu’un partage avec toi, commente ou aime quelque chose, tu l’apprends ici.
notification-none-here-title = Rien de ce genre
notification-none-here = Choisis un autre filtre pour voir le reste.
notification-arrived-some = Notifications non lues : #
notification-allow = Me prévenir sur cet appareil

notification-kind-started-sharing = Nouveaux partages
notification-kind-comment-on-post = Commentaires sur tes messages
notification-kind-also-commented = Commentaires après les tiens
notification-kind-mentioned = Mentions dans des messages
notification-kind-mentioned-in-comment = Mentions dans des commentaires
notification-kind-liked = « J’aime » sur des messages
notification-kind-liked-comment = « J’aime » sur des commentaires
notification-kind-reshared = Repartages
notification-kind-contacts-birthday = Anniversaires

notification-two-people = { $one } et { $two }
notification-three-people = { $one }, { $two } et { $three }
notification-many-people = { $one }, { $two }, { $three } et { $others ->
    [one] une autre personne
   *[other] { $others } autres
}
notification-title-of = « { $title } »

notification-told-started-sharing = Nouveau partage avec toi : { $people }.
notification-told-comment-on-post = Ton message { $post } a été commenté par { $people }.
notification-told-comment-on-post-of = Le message { $post } de { $author } a été commenté par { $people }.
notification-told-also-commented = { $post } a aussi été commenté par { $people }.
notification-told-also-commented-of = { $post } de { $author } a aussi été commenté par { $people }.
notification-told-mentioned = Mention de toi dans { $post } par { $people }.
notification-told-mentioned-of = Mention de toi dans { $post } par { $people }.
notification-told-mentioned-in-comment = Mention de toi dans un commentaire sur { $post } par { $people }.
notification-told-mentioned-in-comment-of = Mention de toi dans un commentaire sur { $post } par { $people }.
notification-told-liked = Ton message { $post } plaît à { $people }.
notification-told-liked-of = Le message { $post } de { $author } plaît à { $people }.
notification-told-liked-comment = Ton commentaire sur { $post } plaît à { $people }.
notification-told-liked-comment-of = Ton commentaire sur { $post } plaît à { $people }.
notification-told-reshared = Ton message { $post } a été repartagé par { $people }.
notification-told-reshared-of = Le message { $post } de { $author } a été repartagé par { $people }.
notification-told-contacts-birthday = Anniversaire le { $day } : { $people }.

notification-gone-comment-on-post = Un message supprimé depuis a été commenté par { $people }.
notification-gone-also-commented = Un message supprimé depuis a aussi été commenté par { $people }.
notification-gone-mentioned = Mention de toi dans un message supprimé depuis, par { $people }.
notification-gone-mentioned-in-comment = Mention de toi dans un commentaire supprimé depuis, par { $people }.
notification-gone-liked = Un message de toi, supprimé depuis, a plu à { $people }.
notification-gone-liked-comment = Un commentaire de toi, supprimé depuis, a plu à { $people }.
notification-gone-reshared = Un message de toi, supprimé depuis, a été repartagé par { $people }.
