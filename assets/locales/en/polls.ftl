# Polls and events in posts.

poll-answer-missing = Choose one of the answers.
poll-voted-already = You have voted already; a vote cannot be changed.
poll-not-for-you = You cannot vote here.
event-without-name = An event needs a name.
event-text-long = There is room for at most { $most } characters.
event-ends-first = The event ends before it begins.
event-not-for-you = You cannot answer here.
event-accepted = Will come:
event-tentative = May come:
event-say-accepted = I will come
event-say-tentative = Maybe
event-say-declined = I cannot come
event-answered = Your answer is out.
