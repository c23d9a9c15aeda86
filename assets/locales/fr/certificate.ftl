# Le certificat : la page tant qu’il n’y en a pas, et la ligne pour les admins.

certificate-title = Pas encore de certificat
certificate-text = Ce pod se joint par https, et il n’a pas encore de certificat pour cela.
certificate-off = Les certificats automatiques sont désactivés, et aucun certificat n’a été fourni.
certificate-asking = L’autorité de certification est interrogée en ce moment. Revenez dans une minute.
certificate-next = Prochain essai :
certificate-said = L’autorité dit :
certificate-meanwhile = D’ici là, le pod a un certificat fait par lui-même. Votre navigateur vous avertira ; ne continuez que s’il montre cette empreinte SHA-256 :
certificate-go-on = Continuer par https
certificate-fault-unreachable = L’autorité de certification ne répond pas. Cette machine est-elle reliée à internet ?
certificate-fault-nonce = L’autorité de certification demande sans cesse un nouvel essai.
certificate-fault-not-proven = L’autorité de certification ne joint pas le pod depuis l’extérieur. Le nom doit mener à votre adresse, et le routeur doit transmettre les ports 80 et 443 à cette machine.
certificate-fault-limited = L’autorité de certification a été interrogée trop souvent et veut qu’on la laisse un moment.
certificate-fault-not-offered = L’autorité de certification n’accepte aucune des preuves que ce pod peut donner à ses ports ouverts.
certificate-fault-refused = L’autorité de certification refuse.
certificate-fault-deadline = L’autorité de certification n’a pas fini à temps.
certificate-fault-unusable = Le certificat reçu est inutilisable.
certificate-fault-broke-off = L’essai s’est interrompu par une erreur du programme.
certificate-admin = Certificat
certificate-until = Valable jusqu’au
certificate-none = Il n’y en a aucun que les navigateurs acceptent.
certificate-trouble = Il n’en vient pas de nouveau :
certificate-raised = Il reste moins d’un quart de sa durée.
certificate-high = Il est grand temps : bientôt les gens et les autres pods n’entreront plus.
