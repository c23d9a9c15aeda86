# Streams and tags.

stream-main = Stream
stream-activity = My activity
stream-liked = Liked
stream-commented = Commented
stream-mentions = Mentions
stream-tags = Followed tags
stream-public = Public posts
stream-local = Local posts
stream-aspects = My aspects
stream-older = Older posts
stream-new-some = Show new posts
stream-end-title = That was everything
stream-end = There are no older posts.
stream-find-people = Find people
stream-choose-people = Choose people
stream-which-aspects = Aspects in this stream
stream-show-aspects = Show these
stream-all-aspects = All
stream-no-aspects = None

stream-none-main-title = Your stream is waiting
stream-none-main = Find the people you know by name or by address, share with them, and their posts come here.
stream-none-activity-title = Nothing of yours yet
stream-none-activity = Posts that you write, like or comment on gather here.
stream-none-liked-title = Nothing liked yet
stream-none-liked = Every post that you like is kept here, so that you find it again.
stream-none-commented-title = Nothing commented yet
stream-none-commented = Every post that you comment on is kept here, so that you find the talk again.
stream-none-mentions-title = Nobody has called you yet
stream-none-mentions = When somebody writes your name with an @, the post comes here.
stream-none-public-title = Quiet in public
stream-none-public = Public posts of everybody known to this pod come here.
stream-none-local-title = Quiet at home
stream-none-local = Public posts of the people of this pod come here. Yours can be the first.
stream-none-tags-title = No posts with your tags yet
stream-none-tags = Follow a tag, such as #bread, and what people post with it comes here.
stream-none-aspects-title = Quiet in here
stream-none-aspects = Put people into this aspect, and their posts come here.

stream-welcome-title = First steps
stream-welcome = Welcome, { $name }
stream-welcome-close = Close the first steps
stream-welcome-1 = Say hello: your first post is written for you, change it as you like.
stream-welcome-2 = Above the button you choose who sees a post: everybody, or only some of your aspects.
stream-welcome-3 = Posts of the people you share with, and of tags that you follow, come into this stream.
stream-welcome-profile = Complete your profile
stream-first-post = Hey everyone, I’m #newhere.
stream-first-post-tags = I’m interested in { $tags }.
stream-first-post-thanks = Thanks for the invitation, { $person }!

tags-empty = A tag needs at least one letter or digit.
tags-many = You follow as many tags as the pod can look after. Stop following another one first.
tags-none-title = Nothing with this tag yet
tags-none = Be the first: write #tags into your posts, and they gather here.
tags-follow = Follow
tags-followed = Following
tags-follow-done = You follow #{ $tag } now.
tags-unfollow = Stop following
tags-unfollow-which = Stop following #{ $tag }
tags-unfollow-sure = Posts with #{ $tag } leave your stream. Do you want that?
tags-unfollow-done = You do not follow #{ $tag } any more.
tags-mine = Tags that you follow
tags-add = Follow a tag
tags-add-hint = #bread
tags-people = { $count ->
    [one] One person with this tag
   *[other] { $count } people with this tag
}
tags-more-people = More people

shortcut-title = Keyboard shortcuts
shortcut-next = Next post
shortcut-previous = Previous post
shortcut-comment = Comment on the post
shortcut-like = Like the post, or take the like back
shortcut-reshare = Reshare the post
shortcut-more = Show all of the post
shortcut-open = Open the first link in the post
shortcut-help = This page
shortcut-send = Send what you write
shortcut-on = Single keys act on posts
shortcut-on-hint = They never do while you type. Switch them off if they get in the way of another tool.
shortcut-save = Save
shortcut-saved = Saved.
