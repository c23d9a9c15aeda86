# Enlaces a publicaciones.

link-looking = Buscando la publicación
link-looking-more = Se ha preguntado a su pod. Esto tarda unos segundos.
link-again = Mirar otra vez
link-nowhere = Detrás de este enlace no hay nada
link-nowhere-more = Se eliminó, no es para ti, o su pod no responde. Inténtalo entonces más tarde.
