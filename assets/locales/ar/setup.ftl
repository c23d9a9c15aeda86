# الزيارة الأولى.

setup-title = الإعداد
setup-welcome = مرحبًا بك في حاضنتك
setup-two-things = أمران اثنان، ثم تصبح لك.
setup-pod = الحاضنة
setup-pod-name = اسم الحاضنة
setup-pod-name-hint = كما سيراه الناس في أعلى كل صفحة. يمكنك تغييره لاحقًا.
setup-pod-name-missing = أعطِ الحاضنة اسمًا.
setup-new-pod = حاضنة جديدة
setup-account = حسابك
setup-account-words = هو الذي يدير الحاضنة.
setup-start = تشغيل الحاضنة
setup-address = العنوان:
setup-address-network = هو جزء من عنوان كل حساب ويبقى إلى الأبد: به تعرف الحاضنات الأخرى أصحابك. لاستعمال غيره توقّف هنا وشغّل الحاضنة بذلك العنوان.
setup-address-home = تعمل الحاضنة في شبكتك المنزلية فقط ولا تخاطب حاضنات أخرى. للانضمام إلى الشبكة توقّف هنا وشغّلها بعنوان عام خاص بها.
setup-waiting = هذه الحاضنة تنتظر صاحبها
setup-waiting-link = يُفتح الإعداد بالرابط الذي أظهره البرنامج عند تشغيله.
setup-waiting-before = يعمل الرابط مرة واحدة وليوم واحد. والأمر
setup-waiting-after = يعرض الرابط الحالي.
