# Conversations privées.

conversation-no-subject = Sans objet
conversation-nobody = Choisis au moins une personne à qui écrire.
conversation-unknown = L’une de ces personnes n’est pas connue ici.
conversation-not-mutual = Tu ne peux écrire à { $name } que si vous partagez l’un avec l’autre.
conversation-empty = Un message a besoin de mots.
conversation-text-long = Un message a au plus { $most } caractères.
conversation-subject-long = Un objet a au plus { $most } caractères.
