# الصفحات والوسوم.

stream-main = الرئيسية
stream-activity = نشاطي
stream-liked = ما أعجبني
stream-commented = ما علّقت عليه
stream-mentions = الإشارات
stream-tags = وسوم أتابعها
stream-public = منشورات عامة
stream-local = منشورات من هنا
stream-aspects = فئاتي
stream-older = منشورات أقدم
stream-new-some = عرض المنشورات الجديدة
stream-end-title = هذا كل شيء
stream-end = لا توجد منشورات أقدم.
stream-find-people = العثور على أشخاص
stream-choose-people = اختيار أشخاص
stream-which-aspects = الفئات في هذه الصفحة
stream-show-aspects = عرض هذه
stream-all-aspects = الكل
stream-no-aspects = لا شيء

stream-none-main-title = صفحتك تنتظر
stream-none-main = اعثر على من تعرفهم بالاسم أو العنوان، وشارك معهم، فتأتي منشوراتهم إلى هنا.
stream-none-activity-title = لا شيء منك بعد
stream-none-activity = تجتمع هنا المنشورات التي تكتبها أو تعجبك أو تعلّق عليها.
stream-none-liked-title = لم يعجبك شيء بعد
stream-none-liked = يُحفظ هنا كل منشور يعجبك لتجده ثانية.
stream-none-commented-title = لم تعلّق على شيء بعد
stream-none-commented = يُحفظ هنا كل منشور تعلّق عليه لتجد الحديث ثانية.
stream-none-mentions-title = لم ينادك أحد بعد
stream-none-mentions = عندما يكتب أحد اسمك مع @ يأتي المنشور إلى هنا.
stream-none-public-title = هدوء في العام
stream-none-public = تأتي إلى هنا المنشورات العامة لكل من تعرفهم هذه الحاضنة.
stream-none-local-title = هدوء في البيت
stream-none-local = تأتي إلى هنا المنشورات العامة لأهل هذه الحاضنة. وقد يكون منشورك الأول.
stream-none-tags-title = لا منشورات بوسومك بعد
stream-none-tags = تابع وسمًا مثل #خبز، فيأتي إلى هنا ما ينشره الناس به.
stream-none-aspects-title = هدوء هنا
stream-none-aspects = ضع أشخاصًا في هذه الفئة فتأتي منشوراتهم إلى هنا.

stream-welcome-title = الخطوات الأولى
stream-welcome = مرحبًا يا { $name }
stream-welcome-close = إغلاق الخطوات الأولى
stream-welcome-1 = ألقِ التحية: منشورك الأول مكتوب، فغيّره كما تشاء.
stream-welcome-2 = فوق الزر تختار من يرى المنشور: الجميع، أو بعض فئاتك فقط.
stream-welcome-3 = تأتي إلى هذه الصفحة منشورات من تشارك معهم والوسوم التي تتابعها.
stream-welcome-profile = أكمل ملفك الشخصي
stream-first-post = مرحبًا جميعًا، أنا #جديد_هنا.
stream-first-post-tags = يهمني { $tags }.
stream-first-post-thanks = شكرًا على الدعوة يا { $person }!

tags-empty = يحتاج الوسم إلى حرف أو رقم واحد على الأقل.
tags-many = تتابع من الوسوم ما تستطيع الحاضنة رعايته. أنهِ متابعة وسم آخر أولًا.
tags-none-title = لا شيء بهذا الوسم بعد
tags-none = كن البادئ: اكتب #وسومًا في منشوراتك فتجتمع هنا.
tags-follow = متابعة
tags-followed = تتابعه
tags-follow-done = أنت تتابع الآن #{ $tag }.
tags-unfollow = إنهاء المتابعة
tags-unfollow-which = إنهاء متابعة #{ $tag }
tags-unfollow-sure = ستغادر منشورات #{ $tag } صفحتك. هل تريد ذلك؟
tags-unfollow-done = لم تعد تتابع #{ $tag }.
tags-mine = وسوم تتابعها
tags-add = متابعة وسم
tags-add-hint = #خبز
tags-people = { $count ->
    [zero] لا أحد بهذا الوسم
    [one] شخص واحد بهذا الوسم
    [two] شخصان بهذا الوسم
    [few] { $count } أشخاص بهذا الوسم
    [many] { $count } شخصًا بهذا الوسم
   *[other] { $count } شخص بهذا الوسم
}
tags-more-people = المزيد من الأشخاص

shortcut-title = اختصارات لوحة المفاتيح
shortcut-next = المنشور التالي
shortcut-previous = المنشور السابق
shortcut-comment = التعليق على المنشور
shortcut-like = الإعجاب بالمنشور أو سحبه
shortcut-reshare = إعادة نشر المنشور
shortcut-more = عرض المنشور كاملًا
shortcut-open = فتح أول رابط في المنشور
shortcut-help = هذه الصفحة
shortcut-send = إرسال ما تكتبه
shortcut-on = المفاتيح المفردة تعمل على المنشورات
shortcut-on-hint = لا تعمل أبدًا أثناء الكتابة. أوقفها إن أعاقت أداة أخرى.
shortcut-save = حفظ
shortcut-saved = حُفظ.
