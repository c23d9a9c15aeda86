# What stands around every page, and what every form and list has.

frame-skip = Skip to the content
frame-described = { $title } on { $pod }, a diaspora* pod.
frame-sign-up = Sign up
frame-sign-in = Sign in
frame-sign-out = Sign out
frame-search-label = Search people and tags
frame-search-hint = Search people, #tags, name@pod
frame-search = Search
frame-you = You
frame-your-menu = Your menu
frame-profile = Profile
frame-contacts = Contacts and aspects
frame-invite = Invite your people
frame-settings = Settings
frame-streams = Streams
frame-stream = Stream
frame-activity = My activity
frame-mentions = Mentions
frame-public = Public
frame-notifications = Notifications
frame-unread = { $count ->
    [one] unread
   *[other] unread
}
frame-aspects = Aspects
frame-first-aspect = Make your first aspect
frame-more = More
frame-invite-words = Someone is not here yet? Send a link or show the code.
frame-invite-button = Make an invitation
frame-happening = Happening
frame-about = { $pod } · a diaspora* pod on seedpod
frame-public-posts = Public posts
frame-source = Source code
frame-main = Main
frame-new-for = New post for
# The script puts a number in the place of the #.
frame-minutes = # min
frame-hours = # h
frame-offline = That did not reach the pod. Please try again.
frame-room-low = The disk is getting full: pictures of other pods are no longer kept. Make room, or give the pod a larger disk.
frame-room-critical = The disk is nearly full: no pictures can be uploaded, and other pods are asked to send later. Make room soon.
frame-backup-late = There has been no backup for three days. The log of the pod says why; seedpod doctor tells more.
frame-clock = The clock of this machine cannot be right. Until it is, nothing is sent to other pods, removed or renewed.
