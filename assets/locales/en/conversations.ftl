# Private conversations.

conversation-no-subject = No subject
conversation-nobody = Choose at least one person to write to.
conversation-unknown = One of these people is not known here.
conversation-not-mutual = You can write to { $name } only when you share with each other.
conversation-empty = A message needs words.
conversation-text-long = A message has at most { $most } characters.
conversation-subject-long = A subject has at most { $most } characters.
