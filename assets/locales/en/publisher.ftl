# Writing a post.

publisher-empty = Write something or add a picture.
publisher-text-long = { $count } characters are too many: at most { $most } fit.
publisher-photos-many = A post has at most { $most } pictures.
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
