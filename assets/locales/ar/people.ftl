# الأشخاص وجهات الاتصال والفئات والملفات والأوقات.

people-ago-now = الآن
people-ago-minutes = { $count } د
people-ago-hours = { $count } س
people-ago-yesterday = أمس
people-ago-days = { $count ->
    [zero] اليوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
people-date = { $day } { $month }
people-date-year = { $day } { $month } { $year }
people-month-1 = يناير
people-month-2 = فبراير
people-month-3 = مارس
people-month-4 = أبريل
people-month-5 = مايو
people-month-6 = يونيو
people-month-7 = يوليو
people-month-8 = أغسطس
people-month-9 = سبتمبر
people-month-10 = أكتوبر
people-month-11 = نوفمبر
people-month-12 = ديسمبر

people-sign-in = ادخل لترى أشخاص الحاضنات الأخرى.
people-state-ignored = أنت تتجاهل هذا الشخص
people-state-mutual = مشاركة متبادلة
people-state-sharing = يشارك معك
people-state-receiving = لم يشارك معك بعد
people-state-none = لا مشاركة
people-share = مشاركة
people-in-all-aspects = كل الفئات
people-in-aspects = { $count ->
    [zero] ليس في أي فئة
    [one] في فئة واحدة
    [two] في فئتين
    [few] في { $count } فئات
    [many] في { $count } فئة
   *[other] في { $count } فئة
}
people-unignore = إنهاء التجاهل
people-share-meaning = من فيها يرى ما تنشره لها، وأنت ترى ما ينشره.
people-new-aspect = فئة جديدة
people-save = حفظ
people-share-done = أنت تشارك الآن مع { $name }.
people-share-ended = لم تعد تشارك مع { $name }.
people-share-none = اختر فئة واحدة على الأقل للمشاركة.
people-share-saved = حُفظت الفئات.
people-ignore = تجاهل
people-ignore-this = تجاهل هذا الشخص
people-ignore-meaning = تغادر منشوراته صفحاتك، وتتوقف المشاركة بينكما. ولا يُخبَر بذلك.
people-ignore-done = أنت تتجاهل { $name } من الآن.
people-unignore-done = ستصلك أخبار { $name } من جديد.

contacts-title = جهات الاتصال
contacts-lists = قوائم جهات الاتصال
contacts-mine = جهاتي
contacts-all = الكل
contacts-only-sharing = من يشارك معي فقط
contacts-people = أشخاص
contacts-more = المزيد من الأشخاص
contacts-filter = ترشيح بالاسم أو العنوان
contacts-filter-go = ترشيح
contacts-remove = إزالة
contacts-add = إضافة
contacts-none-waiting-title = لا أحد ينتظر
contacts-none-waiting = يظهر هنا من يشارك معك ولا تشارك معه.
contacts-none-aspect-title = لا أحد لإضافته بعد
contacts-none-aspect = اعثر على أحدهم أولًا ثم ضعه في هذه الفئة.
contacts-none-title = لا جهات اتصال بعد
contacts-none = اعثر على أحدهم بالاسم أو بعنوان مثل name@pod.example.
contacts-none-filter-title = لا أحد يطابق
contacts-none-filter = لا توجد في هذه القائمة جهة اتصال فيها ذلك في الاسم أو العنوان.
contacts-find = العثور على أشخاص
contacts-message = الكتابة إلى الأعضاء
contacts-oneself = لا يمكنك أن تكون جهة اتصال لنفسك.
contacts-closed = هذا الحساب مغلق.
contacts-ignored = أنت تتجاهل هذا الشخص. أنهِ التجاهل أولًا.
blocks-oneself = لا يمكنك تجاهل نفسك.

aspects-new = فئة جديدة
aspects-new-hint = مجموعة من الناس لا يعلم بها غيرك، كالجوقة أو الجيران.
aspects-make = إنشاء الفئة
aspects-made = «{ $name }» جاهزة. ضع فيها الآن أشخاصًا.
aspects-name = اسم الفئة
aspects-rename = تغيير الاسم
aspects-renamed = للفئة اسمها الجديد.
aspects-stream = عرض منشوراتها
aspects-empty-hint = لا أحد في هذه الفئة بعد. أضف أشخاصًا من القائمة أدناه.
aspects-delete = حذف هذه الفئة
aspects-delete-meaning = تتوقف عن المشاركة مع من ليس في فئة أخرى. ويبقى ما نُشر لها.
aspects-delete-named = حذف «{ $name }»
aspects-deleted = زالت الفئة.
aspects-deleted-share-back = زالت الفئة. ومن يبدأ المشاركة معك لا يوضع في أي مكان تلقائيًا بعد الآن.
aspects-order = ترتيب الفئات
aspects-up = رفع { $name }
aspects-down = خفض { $name }
aspects-moved = حُفظ الترتيب.
aspects-added = أُضيف.
aspects-removed = أُزيل.
aspects-no-name = أعطِ الفئة اسمًا.
aspects-long-name = لا يزيد اسم الفئة على { $most } حرفًا؛ وهذا { $length }.
aspects-taken = لديك فئة بهذا الاسم.
aspects-many = للحساب { $most } فئة على الأكثر.
aspects-share-back = ضع في هذه الفئة من يبدأ المشاركة معي
aspects-share-back-on = من الآن يوضع من يبدأ المشاركة معك في «{ $name }».
aspects-share-back-off = من يبدأ المشاركة معك لا يوضع في أي مكان تلقائيًا بعد الآن.

profiles-no-such-day = لا يوجد مثل هذا اليوم.
profiles-many-tags = للملف الشخصي { $most } وسوم على الأكثر؛ وهذه { $count }.
profiles-too-long = { $count } حرفًا أكثر من اللازم: المتسع { $most } على الأكثر.
profile-edit = تعديل الملف الشخصي
profile-more = المزيد عن هذا الشخص
profile-mention = الإشارة إليه في منشور
profile-message = كتابة رسالة
profile-posts = المنشورات
profile-photos = الصور
profile-lists = ما تراه من هذا الشخص
profile-lives-in = يعيش في
profile-gender = الجنس
profile-birthday = تاريخ الميلاد
profile-feed = موجز عام
profile-no-tags = لم تصف نفسك بعد.
profile-add-tags = أضف وسومًا
profile-closed-title = أُغلق هذا الحساب
profile-closed = زالت منشوراته وصوره. وقد تبقى تعليقات على منشورات الآخرين.
profile-none-mine-title = لا منشورات بعد
profile-none-mine = منشورك الأول على بُعد سطر واحد، في الأعلى.
profile-none-title = لا منشورات لعرضها
profile-none-sharing = عندما يُنشر شيء لك يظهر هنا.
profile-none-contact = لا شيء لك هنا بعد. شارك مع هذا الشخص فقد يشارك معك.
profile-none-public = لا شيء عام هنا بعد. إن كنت تعرف هذا الشخص فادخل.
profile-photos-of = صور { $name }
profile-no-photos-title = لا صور لعرضها
profile-no-photos = تجتمع هنا صور المنشورات التي يمكنك رؤيتها.
profile-no-photos-mine = تجتمع هنا الصور التي تنشرها.
profile-older-photos = صور أقدم
profile-photo-open = فتح منشور هذه الصورة
profile-photo = صورة
profile-crop = اختر الجزء الظاهر
profile-crop-size = الحجم
profile-crop-turn = تدوير
profile-crop-take = استعمال هذا الجزء
profile-crop-cancel = إلغاء
profile-crop-reset = البدء من جديد

start-title = مرحبًا
start-hello = مرحبًا يا { $name }!
start-lead = بضعة أمور صغيرة، ويمكنك ترك أي منها.
start-invited-by = دعاك
start-name = اسمك
start-first-name = الاسم الأول
start-last-name = اسم العائلة
start-save-name = حفظ الاسم
start-name-saved = حُفظ.
start-photo = صورتك
start-save-photo = استعمال هذه الصورة
start-photo-saved = هذا أنت.
start-tags = ما تحبه
start-tags-hint = تأتي المنشورات بهذه الوسوم إلى صفحتك فورًا.
start-add-tag = متابعة
start-remove-tag = إنهاء متابعة #{ $tag }
start-done = إلى الرئيسية
start-no-tags = لا تتابع أي وسم بعد. هل تكمل على أي حال؟
start-go-anyway = الإكمال بلا وسوم
