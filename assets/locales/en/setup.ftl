# The first visit.

setup-title = Setup
setup-welcome = Welcome to your pod
setup-two-things = Two things, and it is yours.
setup-pod = The pod
setup-pod-name = Name of the pod
setup-pod-name-hint = As people will see it at the top of every page. You can change it later.
setup-pod-name-missing = Give the pod a name.
setup-new-pod = A new pod
setup-account = Your account
setup-account-words = It runs the pod.
setup-start = Start the pod
setup-address = Address:
setup-address-network = It is part of every account’s address and stays for ever: other pods know your people by it. To use another one, stop here and start the pod with that address.
setup-address-home = The pod works in your home network only and does not talk to other pods. To join the network, stop here and start it with a public address of its own.
setup-waiting = This pod is waiting for its owner
setup-waiting-link = The setup opens with the link that the program printed when it started.
# Around a command.
setup-waiting-before = Links work once and for a day. The command
setup-waiting-after = shows the present one.
