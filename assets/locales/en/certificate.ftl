# The certificate: the page while there is none, and the line for admins.

certificate-title = No certificate yet
certificate-text = This pod is to be reached over https, and it has no certificate for that yet.
certificate-off = Automatic certificates are switched off, and no certificate was given.
certificate-asking = The certificate authority is being asked at this moment. Look again in a minute.
certificate-next = Next try:
certificate-said = The authority says:
certificate-meanwhile = Until then the pod has a certificate of its own. Your browser will warn you of it; go on only if it shows this SHA-256 fingerprint:
certificate-go-on = Go on over https
certificate-fault-unreachable = The certificate authority does not answer. Is this machine connected to the internet?
certificate-fault-nonce = The certificate authority keeps asking for another try.
certificate-fault-not-proven = The certificate authority does not reach the pod from outside. The name must lead to your address, and the router must pass the ports 80 and 443 on to this machine.
certificate-fault-limited = The certificate authority was asked too often and wants to be left in peace for a while.
certificate-fault-not-offered = The certificate authority takes none of the proofs that this pod can give at its open ports.
certificate-fault-refused = The certificate authority refuses.
certificate-fault-deadline = The certificate authority did not come to an end in time.
certificate-fault-unusable = The certificate that came cannot be used.
certificate-fault-broke-off = The try broke off by a fault in the program.
certificate-admin = Certificate
certificate-until = In force until
certificate-none = There is none that browsers accept.
certificate-trouble = No new one comes:
certificate-raised = Less than a quarter of its time is left.
certificate-high = It is high time: people and other pods will soon not get in any more.
