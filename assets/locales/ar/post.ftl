# المنشورات والتعليقات وما يفعله الناس بها.

post-label = منشور من { $name }
post-more = المزيد عن هذا المنشور
post-reshared = معاد نشره
post-via = عبر { $program }
post-limited = محدود
post-limited-to = محدود في
post-unfold = عرض المزيد
post-fold = عرض أقل
post-root-gone = حذف الكاتب المنشور الأصلي.
post-place = نُشر من { $place }
post-play = التشغيل هنا (سيرى { $host } عنوانك)

post-like = أعجبني
post-liked = أعجبك
post-likes = { $count ->
    [zero] لا إعجابات
    [one] إعجاب واحد
    [two] إعجابان
    [few] { $count } إعجابات
    [many] { $count } إعجابًا
   *[other] { $count } إعجاب
}
post-liked-by = أعجب
post-more-people = { $count ->
    [zero] ولا أحد غيرهم
    [one] وشخص آخر
    [two] وشخصان آخران
    [few] و{ $count } آخرون
    [many] و{ $count } شخصًا آخر
   *[other] و{ $count } شخص آخر
}
post-reshare = إعادة نشر
post-reshare-meaning = سيراه الجميع باسمك، ولو بلا حساب.
post-reshare-do = إعادة نشره للعموم
post-reshared-by-me = أعدتَ نشره
post-reshared-by = أعاد نشره
post-reshares = { $count ->
    [zero] لم يُعد نشره
    [one] أُعيد نشره مرة
    [two] أُعيد نشره مرتين
    [few] أُعيد نشره { $count } مرات
    [many] أُعيد نشره { $count } مرة
   *[other] أُعيد نشره { $count } مرة
}
post-is-reshared = أُعيد النشر. يمكن للجميع رؤيته الآن.

post-follow = متابعة النقاش
post-unfollow = إنهاء متابعة النقاش
post-hide = إخفاء
post-hide-meaning = يغادر المنشور صفحاتك ولا تسمع عنه بعد ذلك. ولا يُخبَر كاتبه.
post-hide-do = إخفاء هذا المنشور
post-is-hidden = لقد أخفيت هذا المنشور.
post-show-again = إظهاره من جديد
post-now-hidden = أُخفي المنشور من صفحاتك.
post-now-shown = عاد المنشور إلى صفحاتك.
post-ignore = تجاهل { $name }
post-ignore-meaning = تغادر منشوراته صفحاتك، وتتوقف المشاركة بينكما. ولا يُخبَر بذلك.
post-ignore-do = تجاهل هذا الشخص
post-delete = حذف
post-delete-meaning = يختفي المنشور هنا وفي الحاضنات الأخرى مع تعليقاته وصوره.
post-delete-do = حذف هذا المنشور
post-now-deleted = حُذف المنشور.

post-report = إبلاغ
post-report-title = إخبار المشرفين
post-report-meaning = سيرى مشرفو هذه الحاضنة ما تبلغ عنه واسمك والسبب. ولا يُخبَر أحد غيرهم.
post-report-why = ما الخطأ فيه؟
post-report-do = إرسال البلاغ
post-now-reported = شكرًا. سينظر المشرفون فيه.

post-nsfw = معلَّم بأنه حساس
post-nsfw-show = إظهار
post-nsfw-hide = إخفاء
post-nsfw-show-all = إظهار الكل في هذه الصفحة
post-nsfw-hide-all = إخفاء الكل من جديد

post-poll-vote = تصويت
post-poll-result = عرض النتيجة
post-poll-mine = صوتك
post-poll-original = التصويت عند المنشور الأصلي
post-poll-votes = { $count ->
    [0] لا أصوات بعد
    [zero] لا أصوات بعد
    [one] صوت واحد
    [two] صوتان
    [few] { $count } أصوات
    [many] { $count } صوتًا
   *[other] { $count } صوت
}

post-comment = تعليق
post-comment-label = تعليق من { $name }
post-comment-answers = يرد على { $name }
post-comment-yours = تعليقك
post-comment-write = اكتب تعليقًا
post-comment-delete-do = حذف التعليق
post-earlier-comments = { $count ->
    [zero] لا تعليقات سابقة
    [one] عرض تعليق سابق واحد
    [two] عرض تعليقين سابقين
    [few] عرض { $count } تعليقات سابقة
    [many] عرض { $count } تعليقًا سابقًا
   *[other] عرض { $count } تعليق سابق
}

post-picture = صورة
post-picture-undescribed = صورة بلا وصف
post-picture-close = إغلاق
post-picture-back = الصورة السابقة
post-picture-next = الصورة التالية

post-title-by = منشور من { $name }
post-title-reshare = إعادة نشر من { $name }
post-title-pictures = { $count ->
    [zero] بلا صور من { $name }
    [one] صورة من { $name }
    [two] صورتان من { $name }
    [few] { $count } صور من { $name }
    [many] { $count } صورة من { $name }
   *[other] { $count } صورة من { $name }
}
post-suggestions = أشخاص للإشارة إليهم

post-link-looking = يجري البحث عنه
post-link-looking-meaning = هذا المنشور غير معروف هنا بعد. تُسأل حاضنته الآن.
post-link-again = انظر مرة أخرى

post-like-forbidden = لا يمكنك الإعجاب بهذا.
post-comment-forbidden = لا يمكنك التعليق على هذا المنشور.
post-comment-empty = يحتاج التعليق إلى كلمات.
post-comment-delete-forbidden = لا يحذف التعليق إلا كاتبه أو كاتب المنشور.
post-delete-forbidden = لا يحذف المنشور إلا كاتبه.
post-reshare-gone = حُذف أصل هذا المنشور المعاد.
post-reshare-again = لقد أعدت نشر هذا من قبل.
post-reshare-forbidden = لا يُعاد إلا نشر المنشورات العامة للآخرين.
post-hide-own = لا يمكن إخفاء منشوراتك. يمكنك حذفها.
post-report-own = لا يمكنك الإبلاغ عما كتبته بنفسك.
post-report-again = لقد أبلغت عن هذا من قبل. والمشرفون يعلمون.
post-report-reason = اذكر السبب من فضلك ليفهم المشرفون.
