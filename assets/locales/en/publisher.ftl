# Writing a post.

publisher-title = New post
publisher-opener = What is on your mind, { $name }?
publisher-yours = Your post
publisher-placeholder = Markdown, #tags and @{"{"}name@pod{"}"} work here
publisher-toolbar = Format
publisher-bold = Bold
publisher-italic = Italic
publisher-heading = Heading
publisher-link = Link
publisher-image = Picture from the web
publisher-list = List
publisher-numbers = Numbered list
publisher-code = Code
publisher-quote = Quote
publisher-help = Formatting
publisher-share = Share
publisher-preview = Preview
publisher-sending = Sending
publisher-sent = Your post is out.
publisher-close-window = You can close this window.

publisher-pictures = Pictures
publisher-pictures-choose = Choose pictures
publisher-pictures-hint = Describe each picture for people who cannot see it. Place and camera are removed from the files.
publisher-picture = Picture { $number }
publisher-description = Description
publisher-description-ask = What is to be seen?
publisher-picture-drop = Leave this picture out

publisher-poll = Poll
publisher-poll-question = Question
publisher-poll-answer = Answer { $number }
publisher-poll-more = One more answer
publisher-poll-drop = Leave out
publisher-poll-hint = Everybody who sees the post can vote once. Empty lines are left out.

publisher-place = Place
publisher-place-name = Name of the place
publisher-place-lat = Latitude
publisher-place-lng = Longitude
publisher-place-find = Find where I am
publisher-place-drop = No place
publisher-place-failed = Your device did not say where you are. You can type the place.
publisher-place-hint = Without latitude and longitude only people on this pod see the place.

publisher-who = Who sees this
publisher-aspects = Aspects
publisher-public = Public
publisher-all-aspects = All aspects
publisher-some-aspects = Some aspects
publisher-public-meaning = Everybody can read it, also without an account.
publisher-all-meaning = Everybody you share with can read it, nobody else.
publisher-some-meaning = Only people who are in these aspects now can read it.

publisher-bookmarklet = Share from any page
publisher-bookmarklet-how = Make a bookmark in your browser and give it this address. On any page it then opens a small window with a post about that page.
publisher-bookmarklet-code = Address of the bookmark

publisher-empty = Write something or add a picture.
publisher-text-long = { $count } characters are too many: at most { $most } fit.
publisher-photos-many = A post has at most { $most } pictures.
publisher-picture-large = A picture may have { $megabytes } MB at most. Make it smaller and choose it again.
publisher-picture-unknown = This is not a JPEG, PNG, GIF or WebP picture.
publisher-picture-wide = A picture of { $width } × { $height } pixels is too large.
publisher-picture-demanding = This picture needs more memory than there is. Make it smaller and choose it again.
publisher-picture-broken = This picture is damaged or incomplete.
publisher-picture-gone = One of the pictures is not here any more. Please choose it again.
publisher-audience-none = Choose who may see this: everybody, or at least one aspect.
publisher-audience-foreign = This aspect is not yours.
publisher-poll-question-missing = A poll needs a question.
publisher-poll-answers-few = A poll needs at least two answers and has at most { $most }.
publisher-poll-long = Question and answers have at most { $most } characters each.
publisher-place-wrong = The coordinates are not right: latitude from -90 to 90, longitude from -180 to 180, and at most { $most } characters of address.
