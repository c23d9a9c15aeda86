# La primera visita.

setup-title = Instalación
setup-welcome = Te damos la bienvenida a tu pod
setup-two-things = Dos cosas, y es tuyo.
setup-pod = El pod
setup-pod-name = Nombre del pod
setup-pod-name-hint = Como se verá arriba en cada página. Podrás cambiarlo más tarde.
setup-pod-name-missing = Ponle un nombre al pod.
setup-new-pod = Un pod nuevo
setup-account = Tu cuenta
setup-account-words = Administra el pod.
setup-start = Poner en marcha el pod
setup-address = Dirección:
setup-address-network = Forma parte de la dirección de cada cuenta y se queda para siempre: los otros pods conocen a tu gente por ella. Para usar otra, detente aquí y arranca el pod con esa dirección.
setup-address-home = El pod funciona solo en tu red doméstica y no habla con otros pods. Para unirte a la red, detente aquí y arráncalo con una dirección pública propia.
setup-waiting = Este pod espera a quien le pertenece
setup-waiting-link = La instalación se abre con el enlace que mostró el programa al arrancar.
setup-waiting-before = Los enlaces sirven una vez y durante un día. La orden
setup-waiting-after = muestra el actual.
