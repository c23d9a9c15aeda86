# The pages of those who run the pod.

admin-title = Running the pod
admin-pages = Pages
admin-older = Older ones
admin-yes = yes
admin-no = no
admin-unknown = unknown
admin-never = never

# Refusals
admin-not-set-up = This pod is not set up yet.
admin-set-up-already = This pod is set up already.
admin-pod-name-long = The name of the pod has at most { $most } characters.
admin-text-long = A text has at most { $most } characters; this one has { $count }.
admin-applicants-full = Too many people are waiting for an answer already. Please try again in a few days.
admin-last = Somebody has to run the pod: make another admin first.
admin-not-oneself = This is your own account. Ask another admin, or close it in your own settings.
admin-person-unknown = Nobody with this address is known here.
admin-bar-local = This person lives on this pod. Lock or close their account instead.
admin-no-pod-address = This is not the address of a pod. Write it like pod.example.
admin-own-pod = This is the address of this pod.

admin-sign-in-locked = This account is locked. Please turn to whoever runs the pod.

# Tabs
admin-tab-dashboard = Overview
admin-tab-reports = Reports
admin-tab-users = People
admin-tab-waiting = Waiting
admin-tab-pods = Pods
admin-tab-blocked = Blocked
admin-tab-statistics = Numbers
admin-tab-settings = Settings
admin-tab-texts = Texts
admin-tab-queue = Queue
admin-tab-mail = Mail to all
admin-tab-log = Log

# The password once more
admin-confirm-title = Your password once more
admin-confirm-why = You are about to change the pod itself. Half an hour after you gave your password you are asked again.
admin-confirm-password = Password
admin-confirm-go = Go on
admin-confirm-wrong = This is not your password. Passwords tell large and small letters apart.

# Overview
admin-dash-reports = reports waiting
admin-dash-applicants = accounts to approve
admin-dash-people = people
admin-dash-active = used this month
admin-dash-deliveries = messages to send
admin-dash-received = received, to work on
admin-dash-pods = pods known
admin-dash-offline = pods offline
admin-dash-program = The program
admin-dash-version = seedpod { $version } is running.
admin-dash-newer = The pod asks nobody by itself whether there is a newer version.
admin-dash-releases = See what is current where the program comes from
admin-dash-disk = { $free } of { $size } of the disk are free.
admin-dash-disk-name = Used part of the disk
admin-dash-oldest = The oldest piece of work was due
admin-dash-week = The last seven days

# Numbers
admin-stats-span = Time span
admin-stats-usage = Usage
admin-stats-day = Day
admin-stats-week = Week
admin-stats-two-weeks = Two weeks
admin-stats-month = Month
admin-stats-what = What
admin-stats-last = In this span
admin-stats-before = In the one before
admin-stats-change = Change
admin-stats-new = nothing to compare
admin-stats-sign-ups = New accounts
admin-stats-posts = Posts
admin-stats-reshares = Reshares
admin-stats-comments = Comments
admin-stats-tags = Most used tags
admin-stats-no-tags = No tags were used in this span.
admin-stats-weeks = New accounts by week
admin-stats-nobody = Nobody has joined yet.
admin-stats-users = { $total ->
    [one] { $total } account
   *[other] { $total } accounts
}; used within half a year: { $half }; within a month: { $month }.

# People
admin-users-part = Part of a name, e-mail address or guid
admin-users-young = Only people under 13
admin-users-state = State
admin-users-search = Search
admin-users-none = Nobody fits
admin-users-none-hint = Try a shorter part of the name, or another state.
admin-state-all = All accounts
admin-state-open = In use
admin-state-locked = Locked
admin-state-closed = Closed
admin-state-admins = Admins
admin-state-moderators = Moderators
admin-state-spotlight = In the spotlight
admin-mark-closed = closed
admin-mark-locked = locked
admin-mark-admin = admin
admin-mark-moderator = moderator
admin-mark-spotlight = spotlight
admin-mark-nsfw = sensitive
admin-user-seen = last here
admin-user-never-seen = never here
admin-user-link-made = A link to set a new password
admin-user-link-hint = Hand it to the person yourself. It works once, for two days.
admin-user-profile = See the profile
admin-user-name = Name
admin-user-number = Number
admin-user-guid = Guid
admin-user-email = E-mail
admin-user-since = Here since
admin-user-last = Last use
admin-user-address = Last sign-in from
admin-user-sessions = Signed-in browsers
admin-user-inviter = Invited by
admin-user-invitations = Invitations left
admin-user-birthday = Birthday
admin-user-gender = Gender
admin-user-location = Location
admin-user-bio = About them
admin-user-role = Role
admin-user-role-set = Set the role
admin-role-member = Member
admin-role-moderator = Moderator
admin-role-admin = Admin
admin-user-spotlight-on = Put into the spotlight
admin-user-spotlight-off = Take out of the spotlight
admin-user-more-invitations = Give 100 more invitations
admin-user-reset = Make a link for a new password
admin-user-danger = Locking and closing
admin-user-lock = Lock the account
admin-user-lock-hint = Nobody can sign in to it until you unlock it. Everything stays as it is.
admin-user-unlock = Unlock the account
admin-user-close = Close the account
admin-user-close-hint = Posts, pictures and contacts are deleted, other pods are told, the name is never given out again. There is no way back.
admin-user-close-sure = Close { $name } for good
admin-said-locked = { $name } is locked.
admin-said-unlocked = { $name } can sign in again.
admin-said-closed = { $name } is closed. What is left is being removed.
admin-said-role = { $name } has the new role.
admin-said-spotlight = The spotlight was changed for { $name }.
admin-said-invitations = { $name } can invite 100 more people.

# Waiting
admin-waiting-none = Nobody waits
admin-waiting-none-hint = While accounts need approval, people who ask for one stand here.
admin-waiting-since = asked
admin-waiting-approve = Make the account
admin-waiting-decline = Decline
admin-said-approved = { $name } has an account now.
admin-said-declined = The request of { $name } is gone.


# Reports
admin-reports-lead = What people here ask you to look at. A decision ends all reports of the same post or comment.
admin-reports-none = Nothing to decide
admin-reports-none-hint = When somebody reports a post or a comment, it stands here.
admin-report-by = Reported by
admin-report-reason = Why
admin-report-of-post = Post by
admin-report-of-comment = Comment by
admin-report-gone = What was reported is gone already.
admin-report-see = See it in its place
admin-report-user = See the account
admin-report-keep = Keep it
admin-report-delete = Delete it
admin-report-delete-hint-all = It disappears here and on the pods that have it.
admin-report-delete-hint-here = It disappears on this pod. Its author's pod keeps it.
admin-report-delete-sure = Delete for good
admin-said-kept = It stays. The report is done with.
admin-said-deleted = It is deleted. The report is done with.

# Pods
admin-pods-part = Part of an address
admin-pods-none = No pod
admin-pods-none-hint = Pods are added as soon as somebody there has to do with somebody here.
admin-pods-more = There are more. Narrow the list by a part of the address.
admin-pods-total = Known
admin-pods-active = In contact
admin-pods-unchecked = Not looked at yet
admin-pods-without-version = Without a version
admin-pods-offline = Offline
admin-pods-blocked = Blocked
admin-pods-is-blocked = blocked
admin-pods-tls = Encrypted
admin-pods-software = Software
admin-pods-response = Response time
admin-pods-added = Known since
admin-pods-checked = Last look
admin-pods-since = Offline since
admin-pods-failure = What is wrong
admin-pods-check = Look again
admin-pods-block = Block the pod
admin-pods-unblock = Let in again
admin-pod-unchecked = not looked at yet
admin-pod-fine = fine
admin-pod-no-name = its name has no address
admin-pod-no-connection = cannot be reached
admin-pod-no-trust = its certificate is not good
admin-pod-bad-answer = answers wrongly
admin-pod-no-version = does not say what it is
admin-pod-unknown = something else is wrong
admin-said-checking = { $pod } is being looked at.
admin-said-pod-blocked = { $pod } is blocked.
admin-said-pod-unblocked = { $pod } is let in again.

# Blocked
admin-blocked-pods = Pods
admin-blocked-pods-hint = Nothing is taken from a blocked pod and nothing is sent to it. What came before stays.
admin-blocked-pod = Address of a pod
admin-blocked-people = People of other pods
admin-blocked-people-hint = Nobody here hears a blocked person any more, and nothing of this pod goes to them. They are not told.
admin-blocked-person = Address of a person
admin-blocked-why = Why, for the other admins
admin-blocked-block = Block the person
admin-said-person-blocked = { $name } is blocked.
admin-said-person-unblocked = { $name } is heard again.

# Texts
admin-text-lead = The pod speaks with these texts. An empty one gives the place back to what seedpod brings along.
admin-text-landing = Front page
admin-text-landing-hint = Stands on the page that strangers see first. Markdown.
admin-text-terms = Terms
admin-text-terms-hint = Shown at /terms while terms are switched on in the settings. Markdown.
admin-text-privacy = Privacy
admin-text-privacy-hint = Stands below the terms. Markdown.
admin-text-save = Save
admin-text-own = Back to the text that seedpod brings along
admin-text-look = Look at it
admin-said-text = Saved: { $title }.

# Queue
admin-queue-deliveries = Messages to send
admin-queue-received = Received, to work on
admin-queue-other = Anything else
admin-queue-oldest = The oldest
admin-queue-in = { $minutes ->
    [one] in one minute
   *[other] in { $minutes } minutes
}
admin-queue-since = waits since
admin-queue-failures = { $count ->
    [one] failed once
   *[other] failed { $count } times
}
admin-queue-retry = Try now
admin-queue-retry-all = Try everything now
admin-queue-drop = Give up
admin-queue-later = What comes later
admin-queue-none = Nothing waits
admin-queue-none-hint = Everything that had to be sent or worked on is done.
admin-said-retried = { $count ->
    [one] One piece of work is tried now.
   *[other] { $count } pieces of work are tried now.
}
admin-said-dropped = Given up.
admin-work-receive = Take in a message
admin-work-dispatch = Prepare a message
admin-work-deliver = Send a message
admin-work-discover = Look for a person
admin-work-fetch-post = Get a post
admin-work-fetch-stream = Get the newest posts
admin-work-check-pod = Look at a pod
admin-work-tidy = Tidy up
admin-work-clear = Remove what a closed account leaves

# Mail to all
admin-mail-lead = Goes to everybody who has an e-mail address, each in a mail of their own.
admin-mail-off = This pod sends no mail. Set mail.smtp_host in the configuration file to change that.
admin-mail-subject = Subject
admin-mail-text = Text
admin-mail-send = Send to everybody
admin-said-mailed = { $count ->
    [0] Nobody here has an e-mail address.
    [one] One mail is on its way.
   *[other] { $count } mails are on their way.
}

# Log
admin-log-lead = What admins and moderators did, newest first. All admins see it.
admin-log-none = Nothing yet
admin-log-none-hint = As soon as an admin changes something it stands here.
admin-log-machine = The command line
admin-act-closed = closed the account { $subject }
admin-act-locked = locked the account { $subject }
admin-act-unlocked = unlocked the account { $subject }
admin-act-made-admin = made { $subject } an admin
admin-act-made-moderator = made { $subject } a moderator
admin-act-made-member = made { $subject } a member
admin-act-spotlight-on = put { $subject } into the spotlight
admin-act-spotlight-off = took { $subject } out of the spotlight
admin-act-invitations = gave { $subject } more invitations
admin-act-reset-link = made a link for a new password of { $subject }
admin-act-approved = approved the account { $subject }
admin-act-declined = declined the account { $subject }
admin-act-pod-blocked = blocked the pod { $subject }
admin-act-pod-unblocked = let the pod { $subject } in again
admin-act-person-blocked = blocked { $subject }
admin-act-person-unblocked = let { $subject } in again
admin-act-changed = changed the setting { $subject }
admin-act-reset = set { $subject } back to its default
admin-act-wrote = wrote the text { $subject }
admin-act-mailed = wrote a mail to all: { $subject }
admin-act-retried = had work tried at once: { $subject }
admin-act-dropped = gave up work: { $subject }
admin-act-kept = kept what was reported: { $subject }
admin-act-deleted = deleted what was reported: { $subject }

# Settings
admin-set-lead = What you choose here counts at once. What a file, the environment or the command line decides is locked and shows where it comes from.
admin-set-sections = Sections
admin-set-save = Save this section
admin-set-restart = Takes effect at the next start.
admin-set-wrong = This value is not possible here.
admin-set-rest = Settings of the machine
admin-set-rest-hint = These decide where the pod listens and what it may do. They are set in the configuration file, the environment or on the command line; the help names each.
admin-set-key = Setting
admin-set-value = Value
admin-set-source = From
admin-said-saved = Saved: { $section }.
admin-source-flag = from the command line
admin-source-environment = from the environment variable { $name }
admin-source-secret = from the file { $path }
admin-source-file = from { $path }, line { $line }
admin-source-here = chosen here
admin-source-default = default
admin-section-pod = The pod
admin-section-invitations = Invitations
admin-section-welcome = Welcome message
admin-section-terms = Terms
admin-section-statistics = Numbers for everybody
admin-section-spotlight = Spotlight
admin-section-inactive = Unused accounts
admin-section-mail = Mail
admin-section-media = Pictures
admin-section-security = Security
admin-section-limits = Limits
admin-set-pod-name = Name of the pod
admin-hint-pod-name = Stands at the top of every page.
admin-set-pod-registration = Who may make an account
admin-hint-pod-registration = Approval: an admin agrees to each account before it exists.
admin-set-pod-description = The pod in one sentence
admin-hint-pod-description = For the front page and for search engines.
admin-set-pod-contact = Whom to turn to
admin-hint-pod-contact = Name of an account here. Everybody can see it; the welcome message comes from it.
admin-set-pod-email = Mail address for visitors
admin-hint-pod-email = Stands at the foot of every page.
admin-set-pod-source-url = Address of the source code
admin-hint-pod-source-url = Only needed if you changed the program: its licence asks you to offer your version.
admin-set-pod-changelog-url = Address of the news
admin-hint-pod-changelog-url = Where people read what changed. Stands at the foot of every page.
admin-set-pod-donate-url = Address for gifts of money
admin-hint-pod-donate-url = Stands at the foot of every page.
admin-set-pod-theme = Colours for visitors
admin-hint-pod-theme = People with an account choose their own.
admin-set-pod-local-stream = Who sees the stream of this pod
admin-hint-pod-local-stream = All public posts of people here in one stream.
admin-set-pod-reserved-names = Names nobody may take
admin-hint-pod-reserved-names = With commas between. Names like admin and root are always reserved.
admin-set-pod-autofollow = Address everybody shares with at first
admin-hint-pod-autofollow = A diaspora ID, for example of whoever runs the pod. Empty for nobody.
admin-set-invitations-open = People may invite others
admin-hint-invitations-open = Each account has a link to pass on.
admin-set-invitations-count = Uses of one invitation
admin-hint-invitations-count = How many accounts one person's link is good for.
admin-set-welcome-enabled = Greet new accounts
admin-hint-welcome-enabled = With a private message from the account to turn to.
admin-set-welcome-subject = Subject
admin-hint-welcome-subject = Of the welcome message.
admin-set-welcome-text = Text
admin-hint-welcome-text = The word name in curly brackets becomes the name of the account.
admin-set-terms-enabled = The pod has terms
admin-hint-terms-enabled = Shown at /terms, linked at the foot and where people sign up.
admin-set-terms-jurisdiction = Law
admin-hint-terms-jurisdiction = The country or state whose law applies.
admin-set-terms-minimum-age = Least age
admin-hint-terms-minimum-age = 0 for none.
admin-set-statistics-users = Number of accounts
admin-hint-statistics-users = And how many were used lately.
admin-set-statistics-posts = Number of posts
admin-hint-statistics-posts = Written by people of this pod.
admin-set-statistics-comments = Number of comments
admin-hint-statistics-comments = Written by people of this pod.
admin-set-spotlight-enabled = Show people worth meeting
admin-hint-spotlight-enabled = A page of their own, and their public posts in everybody's stream unless somebody does not want them.
admin-set-spotlight-email = Suggestions go to
admin-hint-spotlight-email = A mail address, shown on that page.
admin-set-inactive-enabled = Close unused accounts
admin-hint-inactive-enabled = After a warning by mail. Any sign-in keeps the account.
admin-set-inactive-after = Unused for
admin-hint-inactive-after = A time span such as 730d.
admin-set-inactive-warn = Time after the warning
admin-hint-inactive-warn = A time span such as 30d.
admin-set-inactive-per-day = Warnings on one day
admin-hint-inactive-per-day = At the most.
admin-set-mail-smtp-host = Mail server
admin-hint-mail-smtp-host = Takes the pod's mail. Empty for none. Its password is set in the configuration file.
admin-set-mail-smtp-port = Port
admin-hint-mail-smtp-port = Automatic: 587, 465 or 25, as the protection wants it.
admin-set-mail-smtp-security = Protection
admin-hint-mail-smtp-security = None only for a server on the same machine.
admin-set-mail-smtp-user = Name at the mail server
admin-hint-mail-smtp-user = Empty where nobody has to sign in.
admin-set-mail-sender = Mail comes from
admin-hint-mail-sender = An address at your own name. Empty for no-reply.
admin-set-media-upload-limit = Largest picture
admin-hint-media-upload-limit = A size such as 20MiB.
admin-set-security-contact = Reports of weaknesses go to
admin-hint-security-contact = An address beginning with https:// or mailto:. It makes the document /.well-known/security.txt.
admin-set-limits-connections = Connections
admin-hint-limits-connections = Open at a time.
admin-set-limits-connections-per-address = Connections of one address
admin-hint-limits-connections-per-address = Open at a time.
admin-set-limits-requests = Requests
admin-hint-limits-requests = Worked on at a time. Automatic: 16 for each processor core.
admin-set-limits-sign-in = Sign-ins from one address
admin-hint-limits-sign-in = 10 / 60s means ten at once and one more each minute.
admin-set-limits-sign-in-account = Sign-ins to one account
admin-hint-limits-sign-in-account = As above.
admin-set-limits-second-factor = Second factors of one account
admin-hint-limits-second-factor = As above.
admin-set-limits-sign-up = New accounts from one address
admin-hint-limits-sign-up = As above.
admin-set-limits-setup = Tries with the setup link
admin-hint-limits-setup = As above.
admin-set-limits-pages = Pages for strangers
admin-hint-limits-pages = From one address.
admin-set-limits-media = Pictures and files
admin-hint-limits-media = From one address.
admin-set-limits-actions = Actions of one account
admin-hint-limits-actions = As above.
admin-set-limits-federation = Messages from one pod
admin-hint-limits-federation = As above.
admin-set-limits-discovery = Questions about people
admin-hint-limits-discovery = From one address.
admin-set-limits-api = Programs of one account
admin-hint-limits-api = Requests in all.
admin-set-limits-programs = Programs that register
admin-hint-limits-programs = From one address.
admin-choice-invitation = By invitation
admin-choice-open = Everybody
admin-choice-approval = With approval
admin-choice-closed = Nobody
admin-choice-auto = Automatic
admin-choice-light = Light
admin-choice-dark = Dark
admin-choice-nobody = Nobody
admin-choice-admins = Admins
admin-choice-moderators = Moderators
admin-choice-everyone = Everybody here
admin-choice-starttls = STARTTLS
admin-choice-tls = TLS
admin-choice-none = None
admin-work-mail = Send a mail
admin-work-gather-news = Write a mail with news
admin-work-move = Hand over what somebody who moved left
admin-work-preview = Get a preview of a link
admin-work-forget-photo = Remove a picture that no post took
admin-work-export = Make an archive
admin-work-import = Take in an archive
