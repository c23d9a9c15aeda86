# Se connecter, créer un compte, mots de passe, le compte et ses réglages.

account-sign-in = Se connecter
account-sign-in-to = Se connecter à { $pod }
account-name-or-email = Nom ou e-mail
account-password = Mot de passe
account-sign-in-wrong = Le nom ou le mot de passe est faux. Les majuscules et les minuscules comptent dans un mot de passe.
account-sign-in-again = Cela a duré trop longtemps. Connecte-toi encore une fois.
account-signed-out-to-be-safe = Cela ne venait pas d’une page de ce pod. Rien n’a été fait, et tu as été déconnecté par prudence. Connecte-toi de nouveau.
account-forgot = J’ai oublié mon mot de passe
account-new-here = Nouveau ici ?
account-make-one = Créer un compte
account-already-here = Déjà ici ?

account-code-title = Encore une étape
account-code-ask = Tape le code que ton appareil affiche maintenant, ou l’un de tes codes de secours.
account-code = Code
account-code-go = Continuer
account-code-wrong = Ce code n’est pas bon, ou a déjà servi. Attends le suivant et essaie encore.

account-reset-title = Un nouveau mot de passe
account-reset-ask = Donne-nous l’adresse e-mail de ton compte. Nous y envoyons un lien qui permet de choisir un nouveau mot de passe.
account-reset-send = Envoyer le lien
account-reset-sent = Si un compte a cette adresse, un lien est en route. Il est valable deux jours.
account-reset-for = Pour le compte { $name }.
account-reset-set = Changer le mot de passe
account-reset-done = Le nouveau mot de passe est en place. Tu peux te connecter avec lui.
account-link-used = Ce lien ne marche plus : il a servi, ou il est trop vieux. Demandes-en un nouveau.
account-no-mail = Ce pod n’envoie pas d’e-mails. Demande de l’aide aux gens qui le font tourner.
account-password-new = Nouveau mot de passe
account-password-again = Mot de passe encore une fois
account-password-hint = Au moins dix caractères. Quelques mots simples à la suite font l’affaire.

account-name-empty = Choisis un nom pour l’adresse.
account-name-form = Un nom a au plus 32 caractères : lettres de a à z, chiffres, point, tiret et tiret bas.
account-name-reserved = Ce nom est réservé. Choisis-en un autre.
account-name-taken = Ce nom est pris. Choisis-en un autre.
account-name-no-address = Ce nom ne donne pas d’adresse valable.
account-password-short = Un mot de passe a au moins { $least } caractères ; celui-ci en a { $count }.
account-password-long = Un mot de passe a au plus { $most } caractères ; celui-ci en a { $count }.
account-password-differs = Les deux mots de passe sont différents.
account-password-common = Ce mot de passe est de ceux qu’on essaie en premier. Prends quelques mots que personne ne devinerait.
account-password-strength = Difficile à deviner
account-email-form = Ce n’est pas une adresse e-mail.
account-email-taken = Un autre compte utilise cette adresse.

account-sign-up = Créer un compte
account-invites-you = { $name } t’invite
account-invites-to = sur { $pod }, un petit endroit à toi dans le réseau de diaspora*.
account-welcome-to = Bienvenue sur { $pod }
account-make-mine = Créer mon compte
account-name = Nom
account-name-hint = Il fait partie de ton adresse dans le réseau et ne peut jamais être changé. Lettres, chiffres, . _ -
account-email = E-mail
account-email-hint = Peut rester vide. Seuls toi et le pod le voyez.
account-by-invitation = Sur invitation
account-by-invitation-how = { $pod } grandit par invitations. Si tu connais quelqu’un ici, demande un lien.
account-by-invitation-used = Un lien qui ne marche plus a été épuisé. La personne qui te l’a donné peut en faire un autre.
account-have-one = J’ai un compte
account-invitation-needed = Pour rejoindre ce pod, il faut l’invitation de quelqu’un qui y est déjà.
account-invitation-yours = Cette invitation vient de { $name }. Tu as déjà un compte ici.
account-invitation-gone = Cette invitation ne marche plus.
account-closed-to-new = Ce pod n’accepte pas de nouveaux comptes.
account-ask-in = Demander un compte
account-ask-words = Qui es-tu ?
account-ask-words-hint = Une phrase ou deux pour les gens qui font tourner { $pod }. C’est eux qui décident qui entre.
account-asked-title = Demandé
account-asked = Merci. Les gens qui font tourner { $pod } regarderont bientôt. Connecte-toi avec ton nom et ton mot de passe pour voir si c’est fait.
account-asked-waiting = Ton compte attend un mot des gens qui font tourner ce pod. Essaie plus tard.
account-terms-agree = En créant un compte, tu acceptes les
account-terms = conditions de ce pod

account-aspect-family = Famille
account-aspect-friends = Amis
account-aspect-work = Travail
account-aspect-acquaintances = Connaissances

account-settings = Réglages
account-tab-profile = Profil
account-tab-account = Compte
account-tab-invitation = Invitation
account-tab-ignored = Personnes ignorées
account-tab-archive = Archive

account-looks = Langue et couleurs
account-language = Langue
account-colours = Couleurs
account-colours-auto = Comme mon appareil
account-colours-light = Clair
account-colours-dark = Sombre
account-save = Enregistrer
account-saved = Enregistré.

account-audience = Qui voit un nouveau message, sauf si tu choisis autre chose
account-audience-public = Public
account-audience-all = Tous les aspects
account-audience-some = Quelques aspects
account-aspects = Aspects

account-habits = Habitudes
account-share-back = Quand quelqu’un se met à partager avec moi
account-share-back-no = Ne rien faire
account-share-back-into = Partager en retour, dans { $aspect }
account-spotlight = Montrer dans mon flux les messages des gens que le pod met en avant
account-getting-started = Me refaire visiter les lieux

account-address = Ton adresse
account-address-hint = Les gens de n’importe quel pod te trouvent avec elle. Elle reste.
account-email-set-hint = Seuls toi et le pod le voyez. Tu peux te connecter avec.
account-email-pending = { $email } attend une réponse : ouvre le lien dans l’e-mail que nous y avons envoyé. Jusque-là, l’ancienne adresse reste.
account-email-save = Enregistrer l’e-mail
account-email-saved = L’adresse e-mail est enregistrée.
account-email-mailed = Un e-mail est en route vers la nouvelle adresse. Ouvre le lien qu’il contient, et elle sera en vigueur.
account-confirm-title = Une nouvelle adresse
account-confirm-ask = { $email } doit-elle être l’adresse e-mail de ton compte ?
account-confirm-yes = Utiliser cette adresse
account-confirm-wrong = Ce lien ne correspond pas à ton compte, ou ne marche plus. Rien n’a été changé.
account-confirm-done = La nouvelle adresse est en vigueur.

account-mails = E-mails pour moi
account-mails-hint = M’écrire quand
account-mails-none = Ce pod n’envoie pas d’e-mails.
account-mails-no-address = Ajoute une adresse e-mail ci-dessus, et le pod pourra t’écrire.
account-mail-started-sharing = quelqu’un se met à partager avec moi
account-mail-private-message = je reçois un message privé
account-mail-mentioned = on me mentionne dans un message
account-mail-mentioned-in-comment = on me mentionne dans un commentaire
account-mail-comment-on-post = quelqu’un commente mon message
account-mail-also-commented = quelqu’un commente un message auquel je participe
account-mail-liked = quelqu’un aime mon message
account-mail-liked-comment = quelqu’un aime mon commentaire
account-mail-reshared = quelqu’un repartage mon message
account-mail-contacts-birthday = c’est l’anniversaire d’un contact
account-mail-someone-reported = quelqu’un signale quelque chose
account-unsubscribe-title = Moins d’e-mails
account-unsubscribe-ask = { $name } reçoit un e-mail quand :
account-unsubscribe-yes = Plus d’e-mails de ce genre
account-unsubscribe-done = C’est fait. Tu ne recevras plus d’e-mails de ce genre. Tu peux les rétablir dans tes réglages.
account-unsubscribe-wrong = Ce lien ne marche pas. Regarde les réglages de ton compte.

account-password-present = Mot de passe actuel
account-password-change = Changer le mot de passe
account-password-everywhere = Tu seras déconnecté partout, ici aussi, et tu te connecteras avec le nouveau.
account-password-wrong = Ce n’est pas ton mot de passe actuel.
account-password-changed = Le mot de passe est changé. Connecte-toi avec le nouveau.

account-two-factor = Deuxième étape à la connexion
account-two-factor-off = En plus du mot de passe, la connexion peut demander un code que seul ton appareil connaît.
account-two-factor-on = La connexion demande un code de ton appareil.
account-two-factor-open = Mettre en place
account-two-factor-manage = Gérer
account-two-factor-is-on = Elle est déjà activée.
account-two-factor-begin = L’activer
account-two-factor-scan = Pointe une application d’authentification vers ce code, ou tapes-y le secret.
account-two-factor-picture = Le secret sous forme de code
account-two-factor-secret = Secret
account-two-factor-type = Tape ensuite le code qu’elle affiche, et la deuxième étape est active.
account-two-factor-activate = Activer
account-two-factor-cancel = Laisser inactive
account-two-factor-done = La deuxième étape est active.
account-two-factor-stopped = La deuxième étape est inactive.
account-two-factor-stop = La désactiver
account-two-factor-stop-hint = Seul ton mot de passe sera alors demandé.
account-two-factor-renew = Faire de nouveaux codes de secours
account-two-factor-left = { $count ->
    [one] Il reste un code de secours.
   *[other] Il reste { $count } codes de secours.
}
account-recovery = Codes de secours
account-recovery-hint = Chacun te laisse entrer une fois si ton appareil est perdu. Ils ne sont montrés que maintenant : note-les et garde-les en lieu sûr.
account-recovery-renew-hint = Les anciens cessent de marcher.

account-sessions = Où tu es connecté
account-session-this = Ce navigateur
account-session-used = Dernière utilisation
account-session-since = depuis
account-session-end = Déconnecter
account-session-ended = Ce navigateur est déconnecté.

account-close = Fermer mon compte
account-close-what = Tes messages, tes images, tes contacts et ton profil sont supprimés ici et sur les autres pods. Tes commentaires sur les messages d’autres restent sous ton adresse. Le nom { $name } ne sera plus jamais donné à personne. Il n’y a pas de retour.
account-close-password = Ton mot de passe
account-close-yes = Fermer mon compte pour de bon
account-close-empty = Tape ton mot de passe pour fermer le compte.
account-close-wrong = Ce n’est pas ton mot de passe. Rien n’a été fermé.
account-close-done = Ton compte est fermé. Tout ranger peut prendre un moment.

account-invite-title = Fais venir tes proches
account-invite-none = Crée un lien à envoyer à quelqu’un ou à montrer sous forme de code. Qui l’a peut créer un compte ici.
account-invite-make = Créer une invitation
account-invite-left = { $count ->
    [0] Qui a ce lien pourrait créer un compte ici, mais il est épuisé.
    [one] Qui a ce lien peut créer un compte ici. Il en permet encore un.
   *[other] Qui a ce lien peut créer un compte ici. Il en permet encore { $count }.
}
account-invite-open = Qui a ce lien peut créer un compte ici, et vous faites aussitôt connaissance.
account-invite-link = Ton lien
account-invite-copy = Copier
account-invite-copied = Copié
account-invite-code = Ou fais pointer un téléphone ici
account-invite-picture = Le lien sous forme de code
account-invite-end = Arrêter ce lien
account-invite-end-hint = Il cesse de marcher pour tous ceux qui l’ont. Tu pourras ensuite en faire un nouveau.
account-invite-end-yes = Arrêter le lien
account-invite-ended = Le lien ne marche plus.
account-invite-mail = L’envoyer par e-mail
account-invite-addresses = Adresses e-mail
account-invite-addresses-hint = Plusieurs, séparées par des virgules.
account-invite-send = Envoyer
account-invite-no-addresses = Tape au moins une adresse e-mail.
account-invite-many = Au plus { $most } adresses à la fois.
account-invite-used-up = Ton lien est épuisé.
account-invite-sent = { $count ->
    [one] Un e-mail est en route.
   *[other] { $count } e-mails sont en route.
}
account-invite-invalid = Ce ne sont pas des adresses e-mail : { $list }.

account-ignored-none = Tu n’ignores personne
account-ignored-none-hint = Les gens que tu ignores apparaissent ici, et tu peux les laisser revenir.
account-ignored-end = Ne plus ignorer

account-profile-basic = Ce que tout le monde voit
account-profile-extended = Plus sur toi
account-profile-public = Tout le monde peut voir cette partie
account-profile-public-hint = Sinon, seulement les gens avec qui tu partages.
account-profile-found = Être trouvé
account-profile-searchable = On peut me trouver par mon nom
account-profile-searchable-hint = Sinon, seulement tes contacts, ou par ton adresse.
account-profile-nsfw = Ce que je publie est sensible
account-profile-nsfw-hint = Tes messages restent couverts jusqu’à ce qu’on les ouvre.
account-profile-save = Enregistrer le profil
account-profile-saved = Ton profil est enregistré.
account-profile-picture = Ta photo
account-profile-no-picture = Enlever la photo
account-profile-first = Prénom
account-profile-last = Nom de famille
account-profile-tags = Décris-toi en cinq mots
account-profile-tags-hint = Jusqu’à cinq tags, comme #pain #chorale.
account-profile-about = À propos de toi
account-profile-about-hint = Markdown fonctionne ici.
account-profile-location = Où tu habites
account-profile-gender = Genre
account-profile-birthday = Anniversaire
account-profile-day = Jour
account-profile-month = Mois
account-profile-year = Année
account-profile-year-hint = L’année, si tu veux
account-birthday-half = Choisis le jour et le mois, ou aucun des deux.
account-birthday-year = Écris l’année avec quatre chiffres, ou laisse-la vide.
