# Links between pods.

link-looking = Looking for the post
link-looking-more = Its pod has been asked. This takes a few seconds.
link-again = Look again
link-nowhere = There is nothing behind this link
link-nowhere-more = It was deleted, it is not for you, or its pod does not answer. Then try again later.
