# Écrire un message.

publisher-title = Nouveau message
publisher-opener = À quoi penses-tu, { $name } ?
publisher-yours = Ton message
publisher-placeholder = Markdown, #tags et @{"{"}nom@pod{"}"} fonctionnent ici
publisher-toolbar = Mise en forme
publisher-bold = Gras
publisher-italic = Italique
publisher-heading = Titre
publisher-link = Lien
publisher-image = Image du web
publisher-list = Liste
publisher-numbers = Liste numérotée
publisher-code = Code
publisher-quote = Citation
publisher-help = Mise en forme
publisher-share = Partager
publisher-preview = Aperçu
publisher-sending = Envoi
publisher-sent = Ton message est parti.
publisher-close-window = Tu peux fermer cette fenêtre.

publisher-pictures = Images
publisher-pictures-choose = Choisir des images
publisher-pictures-hint = Décris chaque image pour les gens qui ne peuvent pas la voir. Le lieu et l’appareil sont retirés des fichiers.
publisher-picture = Image { $number }
publisher-description = Description
publisher-description-ask = Que voit-on ?
publisher-picture-drop = Laisser cette image de côté

publisher-poll = Sondage
publisher-poll-question = Question
publisher-poll-answer = Réponse { $number }
publisher-poll-more = Une réponse de plus
publisher-poll-drop = Retirer
publisher-poll-hint = Qui voit le message peut voter une fois. Les lignes vides ne comptent pas.

publisher-place = Lieu
publisher-place-name = Nom du lieu
publisher-place-lat = Latitude
publisher-place-lng = Longitude
publisher-place-find = Trouver où je suis
publisher-place-drop = Pas de lieu
publisher-place-failed = Ton appareil n’a pas dit où tu es. Tu peux écrire le lieu.
publisher-place-hint = Sans latitude ni longitude, seuls les gens de ce pod voient le lieu.

publisher-who = Qui voit ceci
publisher-aspects = Aspects
publisher-public = Public
publisher-all-aspects = Tous les aspects
publisher-some-aspects = Quelques aspects
publisher-public-meaning = Tout le monde peut le lire, même sans compte.
publisher-all-meaning = Tous les gens avec qui tu partages peuvent le lire, personne d’autre.
publisher-some-meaning = Seuls les gens qui sont maintenant dans ces aspects peuvent le lire.

publisher-bookmarklet = Partager depuis n’importe quelle page
publisher-bookmarklet-how = Crée un marque-page dans ton navigateur et donne-lui cette adresse. Sur n’importe quelle page, il ouvre alors une petite fenêtre avec un message sur cette page.
publisher-bookmarklet-code = Adresse du marque-page

publisher-empty = Écris quelque chose ou ajoute une image.
publisher-text-long = { $count } caractères, c’est trop : il y a de la place pour { $most }.
publisher-photos-many = Un message a au plus { $most } images.
publisher-picture-large = Une image peut peser { $megabytes } Mo au plus. Réduis-la et choisis-la de nouveau.
publisher-picture-unknown = Ce n’est pas une image JPEG, PNG, GIF ou WebP.
publisher-picture-wide = Une image de { $width } × { $height } pixels est trop grande.
publisher-picture-demanding = Cette image demande plus de mémoire qu’il n’y en a. Réduis-la et choisis-la de nouveau.
publisher-picture-broken = Cette image est abîmée ou incomplète.
publisher-picture-gone = L’une des images n’est plus là. Choisis-la de nouveau.
publisher-audience-none = Choisis qui peut voir ceci : tout le monde, ou au moins un aspect.
publisher-audience-foreign = Cet aspect n’est pas à toi.
publisher-poll-question-missing = Un sondage a besoin d’une question.
publisher-poll-answers-few = Un sondage a besoin d’au moins deux réponses et en a au plus { $most }.
publisher-poll-long = La question et les réponses ont chacune au plus { $most } caractères.
publisher-place-wrong = Les coordonnées ne vont pas : latitude de -90 à 90, longitude de -180 à 180, et au plus { $most } caractères d’adresse.
