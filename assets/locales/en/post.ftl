# Posts, comments and what people do with them.

post-label = Post by { $name }
post-more = More about this post
post-reshared = reshared
post-via = via { $program }
post-limited = Limited
post-limited-to = Limited to
post-unfold = Show more
post-fold = Show less
post-root-gone = The original post was deleted by its author.
post-place = Posted from { $place }
post-play = Play here ({ $host } will see your address)

post-like = Like
post-liked = Liked
post-likes = { $count ->
    [one] { $count } like
   *[other] { $count } likes
}
post-liked-by = Liked by
post-more-people = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
post-reshare = Reshare
post-reshare-meaning = Everybody will see it under your name, also without an account.
post-reshare-do = Reshare it publicly
post-reshared-by-me = Reshared
post-reshared-by = Reshared by
post-reshares = { $count ->
    [one] { $count } reshare
   *[other] { $count } reshares
}
post-is-reshared = Reshared. Everybody can see it now.

post-follow = Follow the discussion
post-unfollow = Stop following the discussion
post-hide = Hide
post-hide-meaning = The post leaves your streams, and you hear nothing more about it. Its author is not told.
post-hide-do = Hide this post
post-is-hidden = You have hidden this post.
post-show-again = Show it again
post-now-hidden = The post is hidden from your streams.
post-now-shown = The post is back in your streams.
post-ignore = Ignore { $name }
post-ignore-meaning = Their posts leave your streams, and you stop sharing with each other. They are not told.
post-ignore-do = Ignore this person
post-delete = Delete
post-delete-meaning = The post disappears here and on other pods, with its comments and pictures.
post-delete-do = Delete this post
post-now-deleted = The post is deleted.

post-report = Report
post-report-title = Tell the moderators
post-report-meaning = The moderators of this pod will see what you report, your name and your reason. Nobody else is told.
post-report-why = What is wrong with it?
post-report-do = Send the report
post-now-reported = Thank you. The moderators will look at it.

post-nsfw = Marked as not safe for work
post-nsfw-show = Show
post-nsfw-hide = Hide
post-nsfw-show-all = Show all on this page
post-nsfw-hide-all = Hide all again

post-poll-vote = Vote
post-poll-result = Show result
post-poll-mine = your vote
post-poll-original = Vote at the original post
post-poll-votes = { $count ->
    [0] No votes yet
    [one] { $count } vote
   *[other] { $count } votes
}

post-comment = Comment
post-comment-label = Comment by { $name }
post-comment-answers = answers { $name }
post-comment-yours = Your comment
post-comment-write = Write a comment
post-comment-delete-do = Delete comment
post-earlier-comments = { $count ->
    [one] Show { $count } earlier comment
   *[other] Show { $count } earlier comments
}

post-picture = Picture
post-picture-undescribed = Picture without description
post-picture-close = Close
post-picture-back = Previous picture
post-picture-next = Next picture

post-title-by = Post by { $name }
post-title-reshare = Reshare by { $name }
post-title-pictures = { $count ->
    [one] A picture by { $name }
   *[other] { $count } pictures by { $name }
}
post-suggestions = People to mention

post-link-looking = Looking for it
post-link-looking-meaning = This post is not known here yet. Its pod is being asked.
post-link-again = Look again

post-like-forbidden = You cannot like this.
post-comment-forbidden = You cannot comment on this post.
post-comment-empty = A comment needs words.
post-comment-delete-forbidden = Only its author and the author of the post can delete a comment.
post-delete-forbidden = Only its author can delete a post.
post-reshare-gone = The original of this reshare was deleted.
post-reshare-again = You have reshared this already.
post-reshare-forbidden = Only public posts of other people can be reshared.
post-hide-own = Your own posts cannot be hidden. You can delete them.
post-report-own = You cannot report what you wrote yourself.
post-report-again = You have reported this already. The moderators know.
post-report-reason = Please say why, so that the moderators understand.
