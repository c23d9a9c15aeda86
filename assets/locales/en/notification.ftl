# Notifications.

notification-title = Notifications
notification-unread = unread
notification-older = Older ones
notification-all = All notifications
notification-none = Nothing new.
notification-read = Mark as read
notification-keep = Mark as unread
notification-read-all = Mark all as read
notification-read-shown = Mark these as read
notification-filter = Which notifications
notification-show-all = All
notification-show-unread = Unread
notification-kinds = By kind
notification-kinds-all = Every kind
notification-quiet-title = All quiet
notification-quiet = When people share with you, comment or like something, you hear of it here.
notification-none-here-title = Nothing of this sort
notification-none-here = Choose another filter to see the rest.
notification-arrived-some = Unread notifications: #
notification-allow = Tell me on this device

notification-kind-started-sharing = Started sharing
notification-kind-comment-on-post = Comments on your posts
notification-kind-also-commented = Comments after yours
notification-kind-mentioned = Mentions in posts
notification-kind-mentioned-in-comment = Mentions in comments
notification-kind-liked = Likes on posts
notification-kind-liked-comment = Likes on comments
notification-kind-reshared = Reshares
notification-kind-contacts-birthday = Birthdays

notification-two-people = { $one } and { $two }
notification-three-people = { $one }, { $two } and { $three }
notification-many-people = { $one }, { $two }, { $three } and { $others ->
    [one] one other
   *[other] { $others } others
}
notification-title-of = “{ $title }”

notification-told-started-sharing = { $people } started sharing with you.
notification-told-comment-on-post = { $people } commented on your post { $post }.
notification-told-comment-on-post-of = { $people } commented on the post { $post } by { $author }.
notification-told-also-commented = { $people } also commented on { $post }.
notification-told-also-commented-of = { $people } also commented on { $post } by { $author }.
notification-told-mentioned = { $people } mentioned you in { $post }.
notification-told-mentioned-of = { $people } mentioned you in { $post }.
notification-told-mentioned-in-comment = { $people } mentioned you in a comment on { $post }.
notification-told-mentioned-in-comment-of = { $people } mentioned you in a comment on { $post }.
notification-told-liked = { $people } liked your post { $post }.
notification-told-liked-of = { $people } liked the post { $post } by { $author }.
notification-told-liked-comment = { $people } liked your comment on { $post }.
notification-told-liked-comment-of = { $people } liked your comment on { $post }.
notification-told-reshared = { $people } reshared your post { $post }.
notification-told-reshared-of = { $people } reshared the post { $post } by { $author }.
notification-told-contacts-birthday = { $people } has a birthday on { $day }.

notification-gone-comment-on-post = { $people } commented on a post that was deleted.
notification-gone-also-commented = { $people } also commented on a post that was deleted.
notification-gone-mentioned = { $people } mentioned you in a post that was deleted.
notification-gone-mentioned-in-comment = { $people } mentioned you in a comment that was deleted.
notification-gone-liked = { $people } liked a post of yours that was deleted.
notification-gone-liked-comment = { $people } liked a comment of yours that was deleted.
notification-gone-reshared = { $people } reshared a post of yours that was deleted.
