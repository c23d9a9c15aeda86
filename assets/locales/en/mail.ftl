# What the pod writes by mail. Greeting first, small print last; the rest stands between them.

mail-greeting = Hello { $name },
mail-foot = This mail was sent by { $pod }, { $address }.
mail-look = Have a look
mail-unsubscribe = No more mails of this kind

mail-reset-subject = A new password
mail-reset-text = Somebody, probably you, asked to set a new password for the account { $name }. The link below lets you do that. It works once, within two days. If it was not you, there is nothing to do: the password stays as it is.
mail-reset-link = Set a new password

mail-confirm-subject = Is this your address?
mail-confirm-text = Somebody, probably you, wants to use { $email } on { $pod }. Open the link, and the address is in force. If it was not you, there is nothing to do.
mail-confirm-link = Use this address

mail-invitation-subject = { $name } invites you to { $pod }
mail-invitation-text = { $name } ({ $address }) invites you to { $pod }, a small place of your own on the diaspora* network. With the link below you can make an account there.
mail-invitation-link = Accept the invitation
mail-invitation-small = { $name } gave us your address for this one mail; { $pod } has not kept it.

mail-export-subject = Your archive is ready
mail-export-text = The archive of your account { $name } is ready. It can be downloaded for 14 days. Keep it in a safe place: it contains your private key.
mail-export-link = To the download
mail-export-photos-subject = Your pictures are ready
mail-export-photos-text = The archive with the pictures of your account { $name } is ready. It can be downloaded for 14 days.
mail-export-failed-subject = Your archive could not be made
mail-export-failed-text = Something went wrong while the archive of your account { $name } was made. Please try again; if it fails once more, ask whoever runs the pod.

mail-imported-subject = Your archive is in
mail-imported-text = The archive you brought is now part of your account { $name }. A report says what came over and what did not.
mail-import-failed-subject = Your archive was not taken
mail-import-failed-text = The archive you brought could not be taken into your account { $name }. The report says why.
mail-import-link = To the report

mail-inactive-subject = Your account will be closed
mail-inactive-text = Nobody has used your account { $name } for a long time. It will be closed on { $date }. Sign in once before that day, and it stays.
mail-inactive-link = Sign in

mail-forged-subject = A request that did not come from you
mail-forged-text = Something tried to act in the name of your account { $name } without coming from a page of this pod. Nothing was done, and to be safe the browser was signed out. Please sign in again. If this happens repeatedly, tell whoever runs the pod.

mail-approved-subject = Welcome
mail-approved-text = Your account { $name } has been approved. You can sign in now.
mail-approved-link = Sign in

mail-asked-subject = { $name } would like to join
mail-asked-text = { $name } has asked for an account on this pod and waits for an answer.
mail-asked-link = Decide

mail-circular-empty = A mail needs a subject and words.

mail-post-subject = Re: { $title }
mail-limited-post-subject = Re: a limited post

mail-started-sharing-subject = { $name } started sharing with you
mail-started-sharing-line = { $name } ({ $address }) has started sharing with you.
mail-contacts-birthday-subject = { $name } has a birthday today
mail-contacts-birthday-line = It is the birthday of { $name }. A few kind words may be welcome.
mail-comment-on-post-line = { $name } commented on your post:
mail-also-commented-line = { $name } commented on a post that you take part in:
mail-mentioned-line = { $name } mentioned you in a post:
mail-mentioned-in-comment-line = { $name } mentioned you in a comment:
mail-liked-line = { $name } likes your post.
mail-liked-comment-line = { $name } likes your comment:
mail-reshared-line = { $name } reshared your post.
mail-private-message-subject = A new private message
mail-private-message-line = { $name } wrote you a private message. For your privacy it is not repeated here.
mail-someone-reported-subject = Something was reported
mail-someone-reported-line = Somebody reported a post or a comment. It waits for a decision.
