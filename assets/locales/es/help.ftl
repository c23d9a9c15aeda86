# El marco de la ayuda.

help-title = Ayuda
help-lead = Cómo funcionan las cosas aquí, en palabras sencillas.
help-people = Para todo el mundo
help-admins = Para quien lleva un pod
help-more = Más páginas
help-settings = Todos los ajustes
help-settings-lead = Un valor viene del primero de estos lugares que lo tenga:
help-from-flag = una opción en la línea de órdenes
help-from-environment = una variable de entorno
help-from-secret = un archivo nombrado por la misma variable con _FILE detrás, o una credencial de systemd con ese nombre
help-from-file = el archivo de configuración seedpod.toml
help-from-browser = los ajustes en el navegador
help-from-default = el valor por defecto
help-accepts = Admite
help-default = Por defecto
help-variable = Entorno
help-applies = Tiene efecto
help-at-once = enseguida
help-at-start = en el próximo arranque
help-browser = En el navegador
