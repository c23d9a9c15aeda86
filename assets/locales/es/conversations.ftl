# Conversaciones privadas.

conversation-no-subject = Sin asunto
conversation-nobody = Elige al menos una persona a quien escribir.
conversation-unknown = Una de estas personas no se conoce aquí.
conversation-not-mutual = Solo puedes escribir a { $name } si compartís mutuamente.
conversation-empty = Un mensaje necesita palabras.
conversation-text-long = Un mensaje tiene como mucho { $most } caracteres.
conversation-subject-long = Un asunto tiene como mucho { $most } caracteres.
