# El certificado: la página mientras no hay ninguno, y la línea para admins.

certificate-title = Aún no hay certificado
certificate-text = A este pod se llega por https, y aún no tiene certificado para ello.
certificate-off = Los certificados automáticos están desactivados y no se ha dado ninguno.
certificate-asking = Se está preguntando ahora a la autoridad de certificación. Vuelve a mirar en un minuto.
certificate-next = Próximo intento:
certificate-said = La autoridad dice:
certificate-meanwhile = Hasta entonces el pod tiene un certificado hecho por él mismo. Tu navegador te avisará; sigue solo si muestra esta huella SHA-256:
certificate-go-on = Seguir por https
certificate-fault-unreachable = La autoridad de certificación no responde. ¿Está esta máquina conectada a internet?
certificate-fault-nonce = La autoridad de certificación pide una y otra vez un nuevo intento.
certificate-fault-not-proven = La autoridad de certificación no llega al pod desde fuera. El nombre debe llevar a tu dirección y el router debe pasar los puertos 80 y 443 a esta máquina.
certificate-fault-limited = Se ha preguntado demasiado a la autoridad de certificación y quiere que la dejen tranquila un rato.
certificate-fault-not-offered = La autoridad de certificación no acepta ninguna de las pruebas que este pod puede dar en sus puertos abiertos.
certificate-fault-refused = La autoridad de certificación se niega.
certificate-fault-deadline = La autoridad de certificación no terminó a tiempo.
certificate-fault-unusable = El certificado recibido no se puede usar.
certificate-fault-broke-off = El intento se interrumpió por un fallo del programa.
certificate-admin = Certificado
certificate-until = Vigente hasta
certificate-none = No hay ninguno que los navegadores acepten.
certificate-trouble = No llega uno nuevo:
certificate-raised = Queda menos de un cuarto de su tiempo.
certificate-high = Urge: pronto ni las personas ni otros pods podrán entrar.
