# Les pages des conversations privées.

conversation-title = Conversations
conversation-new = Nouvelle conversation
conversation-back = Toutes les conversations
conversation-none-title = Pas encore de conversation
conversation-none = Écris à des gens avec qui le partage est réciproque ; personne d’autre ne lit.
conversation-older = Conversations plus anciennes
conversation-messages = { $count ->
    [one] Un message
   *[other] { $count } messages
}
conversation-people = Qui participe
conversation-unread-from-here = Nouveau à partir d’ici
conversation-reply = Ta réponse
conversation-send = Envoyer
conversation-sent = Ton message est parti.
conversation-to = À
conversation-subject = Objet
conversation-text = Ton message
conversation-nobody-title = Personne à qui écrire pour l’instant
conversation-nobody-yet = Les messages vont aux gens avec qui le partage est réciproque. Partage avec quelqu’un et attends qu’on partage en retour.
conversation-hide = Masquer et rendre muette
conversation-hide-meaning = La conversation quitte ta boîte, et tu n’en entends plus parler. Les autres continuent sans toi.
conversation-hide-sure = Masquer cette conversation
conversation-hidden = La conversation est masquée.
conversation-delete = Supprimer
conversation-delete-meaning = Il ne reste plus que toi ici : les messages disparaissent pour de bon.
conversation-delete-sure = Supprimer cette conversation
conversation-deleted = La conversation est supprimée.
