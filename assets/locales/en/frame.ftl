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

fault-400 = That was not understood
fault-400-words = The browser sent something incomplete. Go back and try once more.
fault-403 = Not allowed
fault-403-words = This is not yours to change. Nothing was changed.
fault-404 = Nothing here
fault-404-words = There is no such page, or it is not meant for you. It may have been deleted.
fault-405 = Not like this
fault-405-words = This address wants to be used in another way. Go back and use the buttons there.
fault-413 = Too large
fault-413-words = That is more than this pod takes at once. Choose smaller or fewer pictures.
fault-422 = This form has grown old
fault-422-words = For your safety nothing was changed. Go back, load the page again and send it once more.
fault-429 = A little slower, please
fault-429-words = There were too many tries in a short time. Wait a moment, then try again.
fault-500 = Something broke
fault-500-words = That is our fault, not yours. Nothing was lost; try again in a moment.
fault-503 = Just a moment
fault-503-words = The pod is busy or starting. Try again in a few seconds.
# Around the short name of a request.
fault-request-before = For whoever runs this pod: request
fault-request-after = has the details in the log.
fault-to-stream = Back to your stream
fault-to-front = To the front page
