# إطار المساعدة.

help-title = المساعدة
help-lead = كيف تسير الأمور هنا، بكلمات بسيطة.
help-people = للجميع
help-admins = لمن يدير حاضنة
help-more = صفحات أخرى
help-settings = كل الإعدادات
help-settings-lead = تأتي القيمة من أول هذه المواضع التي فيها قيمة:
help-from-flag = خيار في سطر الأوامر
help-from-environment = متغير بيئة
help-from-secret = ملف يسميه المتغير نفسه متبوعًا بـ ‎_FILE، أو بيانات اعتماد systemd بهذا الاسم
help-from-file = ملف الإعداد seedpod.toml
help-from-browser = الإعدادات في المتصفح
help-from-default = القيمة المبدئية
help-accepts = يقبل
help-default = المبدئي
help-variable = البيئة
help-applies = يسري
help-at-once = فورًا
help-at-start = عند التشغيل التالي
help-browser = في المتصفح
