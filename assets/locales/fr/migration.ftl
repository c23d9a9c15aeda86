# Déménagements de comptes.

migration-key = La clé de l’archive n’est pas celle du compte qu’elle décrit.
migration-to-itself = Un compte ne peut pas déménager chez lui-même.
migration-done = Ce compte a déjà déménagé ; un compte ne déménage qu’une fois.
migration-circle = Le compte de l’archive est celui vers lequel celui-ci a déménagé.
