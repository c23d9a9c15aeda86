# Moving to another pod.

migration-key = The key in the archive does not belong to the account that it describes.
migration-to-itself = An account cannot move to itself.
migration-done = This account has moved already; an account moves only once.
migration-circle = The account in the archive is where this one moved to.
