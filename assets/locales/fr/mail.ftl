# Ce que le pod écrit par e-mail.

mail-greeting = Bonjour { $name },
mail-foot = Cet e-mail vient de { $pod }, { $address }.
mail-look = Regarder
mail-unsubscribe = Plus d’e-mails de ce genre

mail-reset-subject = Un nouveau mot de passe
mail-reset-text = Quelqu’un, sans doute toi, a demandé un nouveau mot de passe pour le compte { $name }. Le lien ci-dessous le permet, une fois, pendant deux jours. Si ce n’était pas toi, il n’y a rien à faire : le mot de passe reste tel quel.
mail-reset-link = Choisir un nouveau mot de passe

mail-confirm-subject = Est-ce ton adresse ?
mail-confirm-text = Quelqu’un, sans doute toi, veut utiliser { $email } sur { $pod }. Ouvre le lien, et l’adresse sera en vigueur. Si ce n’était pas toi, il n’y a rien à faire.
mail-confirm-link = Utiliser cette adresse

mail-invitation-subject = { $name } t’invite sur { $pod }
mail-invitation-text = { $name } ({ $address }) t’invite sur { $pod }, un petit endroit à toi dans le réseau de diaspora*. Avec le lien ci-dessous, tu peux y créer un compte.
mail-invitation-link = Accepter l’invitation
mail-invitation-small = { $name } nous a donné ton adresse pour ce seul e-mail ; { $pod } ne l’a pas gardée.

mail-export-subject = Ton archive est prête
mail-export-text = L’archive de ton compte { $name } est prête. Tu peux la télécharger pendant 14 jours. Garde-la en lieu sûr : elle contient ta clé privée.
mail-export-link = Vers le téléchargement
mail-export-photos-subject = Tes images sont prêtes
mail-export-photos-text = L’archive des images de ton compte { $name } est prête. Tu peux la télécharger pendant 14 jours.
mail-export-failed-subject = Ton archive n’a pas pu être faite
mail-export-failed-text = Quelque chose s’est mal passé pendant la préparation de l’archive de ton compte { $name }. Essaie encore ; si cela échoue de nouveau, demande aux gens qui font tourner le pod.

mail-imported-subject = Ton archive est arrivée
mail-imported-text = L’archive que tu as apportée fait maintenant partie de ton compte { $name }. Un rapport dit ce qui est venu et ce qui ne l’est pas.
mail-import-failed-subject = Ton archive n’a pas été prise
mail-import-failed-text = L’archive que tu as apportée n’a pas pu être reprise dans ton compte { $name }. Le rapport dit pourquoi.
mail-import-link = Vers le rapport

mail-inactive-subject = Ton compte va être fermé
mail-inactive-text = Personne n’a utilisé ton compte { $name } depuis longtemps. Il sera fermé le { $date }. Connecte-toi une fois avant ce jour, et il reste.
mail-inactive-link = Se connecter

mail-forged-subject = Une demande qui ne venait pas de toi
mail-forged-text = Quelque chose a voulu agir au nom de ton compte { $name } sans venir d’une page de ce pod. Rien n’a été fait et, par prudence, le navigateur a été déconnecté. Connecte-toi de nouveau. Si cela se répète, préviens les gens qui font tourner le pod.

mail-approved-subject = Bienvenue
mail-approved-text = Ton compte { $name } est accepté. Tu peux te connecter maintenant.
mail-approved-link = Se connecter

mail-asked-subject = { $name } aimerait venir
mail-asked-text = { $name } a demandé un compte sur ce pod et attend une réponse.
mail-asked-link = Décider

mail-circular-empty = Un e-mail a besoin d’un objet et de mots.

mail-post-subject = Re : { $title }
mail-limited-post-subject = Re : un message limité

mail-started-sharing-subject = { $name } partage maintenant avec toi
mail-started-sharing-line = { $name } ({ $address }) s’est mis à partager avec toi.
mail-contacts-birthday-subject = C’est l’anniversaire de { $name } aujourd’hui
mail-contacts-birthday-line = C’est l’anniversaire de { $name }. Quelques mots gentils seront peut-être les bienvenus.
mail-comment-on-post-line = { $name } a commenté ton message :
mail-also-commented-line = { $name } a commenté un message auquel tu participes :
mail-mentioned-line = { $name } t’a mentionné dans un message :
mail-mentioned-in-comment-line = { $name } t’a mentionné dans un commentaire :
mail-liked-line = { $name } aime ton message.
mail-liked-comment-line = { $name } aime ton commentaire :
mail-reshared-line = { $name } a repartagé ton message.
mail-private-message-subject = Un nouveau message privé
mail-private-message-line = { $name } t’a écrit un message privé. Pour ta discrétion, il n’est pas répété ici.
mail-someone-reported-subject = Quelque chose a été signalé
mail-someone-reported-line = Quelqu’un a signalé un message ou un commentaire. Il attend une décision.
