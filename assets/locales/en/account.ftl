# Signing in and up, passwords, the account and its settings.

# Signing in
account-sign-in = Sign in
account-sign-in-to = Sign in to { $pod }
account-name-or-email = Name or e-mail
account-password = Password
account-sign-in-wrong = Name or password is wrong. Passwords tell large and small letters apart.
account-sign-in-again = That took too long. Please sign in once more.
account-signed-out-to-be-safe = That did not come from a page of this pod, so nothing was done and you were signed out to be safe. Please sign in again.
account-forgot = I forgot my password
account-new-here = New here?
account-make-one = Make an account
account-already-here = Already here?

# The second step
account-code-title = One more step
account-code-ask = Type the code that your device shows now, or one of your recovery codes.
account-code = Code
account-code-go = Go on
account-code-wrong = This code is not right, or was used already. Wait for the next one and try again.

# A new password
account-reset-title = A new password
account-reset-ask = Tell us the e-mail address of your account. We send a link to it with which you can set a new password.
account-reset-send = Send the link
account-reset-sent = If an account has this address, a link is on its way to it. It is good for two days.
account-reset-for = For the account { $name }.
account-reset-set = Set the password
account-reset-done = The new password is set. You can sign in with it now.
account-link-used = This link does not work any more: it was used, or is too old. Ask for a new one.
account-no-mail = This pod sends no mail. Ask whoever runs it for help.
account-password-new = New password
account-password-again = Password once more
account-password-hint = At least ten characters. A few plain words in a row are good.

# What can be wrong with a name, a password, an address
account-name-empty = Choose a name for the address.
account-name-form = A name has at most 32 characters: letters a to z, digits, dot, hyphen and underscore.
account-name-reserved = This name is reserved. Please choose another.
account-name-taken = This name is taken. Please choose another.
account-name-no-address = This name makes no valid address.
account-password-short = A password has at least { $least } characters; this one has { $count }.
account-password-long = A password has at most { $most } characters; this one has { $count }.
account-password-differs = The two passwords differ.
account-password-common = This password is one of those that are tried first. Take a few words that nobody would guess.
account-password-strength = How hard to guess
account-email-form = This is not an e-mail address.
account-email-taken = Another account uses this address.

# Signing up
account-sign-up = Sign up
account-invites-you = { $name } invites you
account-invites-to = to { $pod }, a small place of your own on the diaspora* network.
account-welcome-to = Welcome to { $pod }
account-make-mine = Make my account
account-name = Name
account-name-hint = Part of your address in the network; it can never be changed. Letters, digits, . _ -
account-email = E-mail
account-email-hint = May stay empty. Only you and the pod see it.
account-by-invitation = By invitation
account-by-invitation-how = { $pod } grows by invitation. If you know somebody here, ask them for a link.
account-by-invitation-used = A link that does not work any more has been used up. Whoever gave it to you can make another one.
account-have-one = I have an account
account-invitation-needed = To join this pod you need an invitation from somebody who is here.
account-invitation-yours = { $name } sent this invitation. You have an account here already.
account-invitation-gone = This invitation does not work any more.
account-closed-to-new = This pod takes no new accounts.
account-ask-in = Ask for an account
account-ask-words = Who are you?
account-ask-words-hint = A sentence or two for whoever runs { $pod }. They decide who comes in.
account-asked-title = Asked
account-asked = Thank you. Whoever runs { $pod } will look at this soon. Sign in with your name and password to see whether you are in.
account-asked-waiting = Your account waits for a word from whoever runs this pod. Please try again later.
account-terms-agree = With an account you agree to the
account-terms = terms of this pod

# First aspects of everybody
account-aspect-family = Family
account-aspect-friends = Friends
account-aspect-work = Work
account-aspect-acquaintances = Acquaintances

# Settings
account-settings = Settings
account-tab-profile = Profile
account-tab-account = Account
account-tab-invitation = Invitation
account-tab-ignored = Ignored people
account-tab-archive = Archive

account-looks = Language and colours
account-language = Language
account-colours = Colours
account-colours-auto = As my device
account-colours-light = Light
account-colours-dark = Dark
account-save = Save
account-saved = Saved.

account-audience = Who sees a new post, unless you choose otherwise
account-audience-public = Public
account-audience-all = All aspects
account-audience-some = Some aspects
account-aspects = Aspects

account-habits = Habits
account-share-back = When somebody starts sharing with me
account-share-back-no = Do nothing
account-share-back-into = Share back, in { $aspect }
account-spotlight = Show posts of people whom the pod features in my stream
account-getting-started = Show me around once more

account-address = Your address
account-address-hint = People on any pod find you with it. It stays.
account-email-set-hint = Only you and the pod see it. You may sign in with it.
account-email-pending = { $email } waits for an answer: open the link in the mail that we sent there. Until then the old address stays.
account-email-save = Save e-mail
account-email-saved = The e-mail address is saved.
account-email-mailed = A mail is on its way to the new address. Open the link in it, and the address is in force.
account-confirm-title = A new address
account-confirm-ask = Shall { $email } be the e-mail address of your account?
account-confirm-yes = Use this address
account-confirm-wrong = This link does not fit your account, or does not work any more. Nothing was changed.
account-confirm-done = The new address is in force.

account-mails = Mails to me
account-mails-hint = Write to me when
account-mails-none = This pod sends no mail.
account-mails-no-address = Add an e-mail address above, and the pod can write to you.
account-mail-started-sharing = somebody starts sharing with me
account-mail-private-message = I get a private message
account-mail-mentioned = I am mentioned in a post
account-mail-mentioned-in-comment = I am mentioned in a comment
account-mail-comment-on-post = somebody comments on my post
account-mail-also-commented = somebody comments on a post that I take part in
account-mail-liked = somebody likes my post
account-mail-liked-comment = somebody likes my comment
account-mail-reshared = somebody reshares my post
account-mail-contacts-birthday = it is the birthday of a contact
account-mail-someone-reported = somebody reports something
account-unsubscribe-title = Fewer mails
account-unsubscribe-ask = { $name } gets a mail when:
account-unsubscribe-yes = No more of these mails
account-unsubscribe-done = Done. You will get no more mails of this kind. You can switch them on again in your settings.
account-unsubscribe-wrong = This link does not work. Look at the settings of your account.

account-password-present = Present password
account-password-change = Change password
account-password-everywhere = You are signed out everywhere, here as well, and sign in with the new one.
account-password-wrong = This is not your present password.
account-password-changed = The password is changed. Please sign in with the new one.

account-two-factor = Second step at sign-in
account-two-factor-off = Besides your password, signing in can ask for a code that only your device knows.
account-two-factor-on = Signing in asks for a code from your device.
account-two-factor-open = Set up
account-two-factor-manage = Look after it
account-two-factor-is-on = It is switched on already.
account-two-factor-begin = Switch it on
account-two-factor-scan = Point an authenticator app at this code, or type the secret into it.
account-two-factor-picture = The secret as a code
account-two-factor-secret = Secret
account-two-factor-type = Then type the code it shows, and the second step is on.
account-two-factor-activate = Switch on
account-two-factor-cancel = Leave it off
account-two-factor-done = The second step is on.
account-two-factor-stopped = The second step is off.
account-two-factor-stop = Switch it off
account-two-factor-stop-hint = Only your password is asked for then.
account-two-factor-renew = Make new recovery codes
account-two-factor-left = { $count ->
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
account-recovery = Recovery codes
account-recovery-hint = Each of these lets you in once when your device is lost. They are shown only now: write them down and keep them in a safe place.
account-recovery-renew-hint = The old ones stop working.

account-sessions = Where you are signed in
account-session-this = This browser
account-session-used = Last used
account-session-since = since
account-session-end = Sign out
account-session-ended = That browser is signed out.

account-close = Close my account
account-close-what = Your posts, pictures, contacts and profile are deleted here and on other pods. Comments on other people’s posts stay under your address. The name { $name } is never given to anybody again. There is no way back.
account-close-password = Your password
account-close-yes = Close my account for good
account-close-empty = Type your password to close the account.
account-close-wrong = This is not your password. Nothing was closed.
account-close-done = Your account is closed. Clearing everything away may take a while.

# Inviting
account-invite-title = Bring your people
account-invite-none = Make a link that you can send to somebody, or show as a code. Whoever has it can make an account here.
account-invite-make = Make an invitation
account-invite-left = { $count ->
    [0] Whoever has this link could make an account here, but it is used up.
    [one] Whoever has this link can make an account here. It is good for one more.
   *[other] Whoever has this link can make an account here. It is good for { $count } more.
}
account-invite-open = Whoever has this link can make an account here, and you become acquainted at once.
account-invite-link = Your link
account-invite-copy = Copy
account-invite-copied = Copied
account-invite-code = Or let them point a phone here
account-invite-picture = The link as a code
account-invite-end = End this link
account-invite-end-hint = It stops working for everybody who has it. You can make a new one afterwards.
account-invite-end-yes = End the link
account-invite-ended = The link does not work any more.
account-invite-mail = Send it by mail
account-invite-addresses = E-mail addresses
account-invite-addresses-hint = Several with commas between them.
account-invite-send = Send
account-invite-no-addresses = Type at least one e-mail address.
account-invite-many = At most { $most } addresses at a time.
account-invite-used-up = Your link is used up.
account-invite-sent = { $count ->
    [one] One mail is on its way.
   *[other] { $count } mails are on their way.
}
account-invite-invalid = These are not e-mail addresses: { $list }.

# Ignoring
account-ignored-none = You ignore nobody
account-ignored-none-hint = People whom you ignore show here, and can be let back in.
account-ignored-end = Stop ignoring

# The profile
account-profile-basic = What everybody sees
account-profile-extended = More about you
account-profile-public = Everybody may see this part
account-profile-public-hint = Otherwise only people you share with.
account-profile-found = Being found
account-profile-searchable = People may find me by name
account-profile-searchable-hint = Otherwise only your contacts, or by your address.
account-profile-nsfw = What I post is not safe for work
account-profile-nsfw-hint = Your posts are covered until somebody opens them.
account-profile-save = Save profile
account-profile-saved = Your profile is saved.
account-profile-picture = Your picture
account-profile-no-picture = Take the picture away
account-profile-first = First name
account-profile-last = Last name
account-profile-tags = Describe yourself in five words
account-profile-tags-hint = Up to five tags, such as #bread #choir.
account-profile-about = About you
account-profile-about-hint = Markdown works here.
account-profile-location = Where you live
account-profile-gender = Gender
account-profile-birthday = Birthday
account-profile-day = Day
account-profile-month = Month
account-profile-year = Year
account-profile-year-hint = Year, if you like
account-birthday-half = Choose both day and month, or neither.
account-birthday-year = Write the year with four digits, or leave it empty.
