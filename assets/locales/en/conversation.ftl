# The pages of private conversations.

conversation-title = Conversations
conversation-new = New conversation
conversation-back = All conversations
conversation-none-title = No conversations yet
conversation-none = Write to people who share with you in both directions; nobody else reads it.
conversation-older = Older conversations
conversation-messages = { $count ->
    [one] One message
   *[other] { $count } messages
}
conversation-people = Who takes part
conversation-unread-from-here = New from here
conversation-reply = Your answer
conversation-send = Send
conversation-sent = Your message is on its way.
conversation-to = To
conversation-subject = Subject
conversation-text = Your message
conversation-nobody-title = Nobody to write to yet
conversation-nobody-yet = Messages go to people who share with you in both directions. Share with somebody, and wait until they share back.
conversation-hide = Hide and mute
conversation-hide-meaning = The conversation leaves your inbox, and you hear no more of it. The others go on without you.
conversation-hide-sure = Hide this conversation
conversation-hidden = The conversation is hidden.
conversation-delete = Delete
conversation-delete-meaning = You are the last one here: the messages are gone for good.
conversation-delete-sure = Delete this conversation
conversation-deleted = The conversation is deleted.
