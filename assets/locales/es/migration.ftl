# Mudanzas de cuentas.

migration-key = La clave del archivo no pertenece a la cuenta que describe.
migration-to-itself = Una cuenta no puede mudarse a sí misma.
migration-done = Esta cuenta ya se mudó; una cuenta solo se muda una vez.
migration-circle = La cuenta del archivo es aquella a la que se mudó esta.
