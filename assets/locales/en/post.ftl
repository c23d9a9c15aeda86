# Posts, comments and what people do with them.

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
