# صفحات من يدير الحاضنة.

admin-title = إدارة الحاضنة
admin-pages = الصفحات
admin-older = أقدم
admin-yes = نعم
admin-no = لا
admin-unknown = غير معروف
admin-never = أبدًا

admin-not-set-up = لم تُعدّ هذه الحاضنة بعد.
admin-set-up-already = سبق إعداد هذه الحاضنة.
admin-pod-name-long = لا يزيد اسم الحاضنة على { $most } حرفًا.
admin-text-long = لا يزيد النص على { $most } حرفًا؛ وهذا { $count }.
admin-applicants-full = كثيرون ينتظرون جوابًا. حاول بعد بضعة أيام من فضلك.
admin-last = لا بد أن يدير أحد الحاضنة: عيّن مديرًا آخر أولًا.
admin-not-oneself = هذا حسابك أنت. اطلب ذلك من مدير آخر أو أغلقه من إعداداتك.
admin-person-unknown = لا أحد معروف هنا بهذا العنوان.
admin-bar-local = يسكن هذا الشخص في هذه الحاضنة. اقفل حسابه أو أغلقه بدلًا من ذلك.
admin-no-pod-address = هذا ليس عنوان حاضنة. اكتبه مثل pod.example.
admin-own-pod = هذا عنوان هذه الحاضنة.

admin-sign-in-locked = هذا الحساب مقفل. راجع من يدير الحاضنة من فضلك.

admin-tab-dashboard = نظرة عامة
admin-tab-reports = البلاغات
admin-tab-users = الأشخاص
admin-tab-waiting = المنتظرون
admin-tab-pods = الحاضنات
admin-tab-blocked = المحظورون
admin-tab-statistics = الأرقام
admin-tab-settings = الإعدادات
admin-tab-texts = النصوص
admin-tab-queue = الطابور
admin-tab-mail = رسالة إلى الجميع
admin-tab-log = السجل

admin-confirm-title = كلمة السر مرة أخرى
admin-confirm-why = أنت على وشك تغيير الحاضنة نفسها. تُطلب كلمة السر من جديد بعد نصف ساعة من إعطائها.
admin-confirm-password = كلمة السر
admin-confirm-go = متابعة
admin-confirm-wrong = هذه ليست كلمة سرك. تفرّق كلمات السر بين الحروف الكبيرة والصغيرة.

admin-dash-reports = بلاغات تنتظر
admin-dash-applicants = حسابات للموافقة
admin-dash-people = أشخاص
admin-dash-active = استُعملت هذا الشهر
admin-dash-deliveries = رسائل للإرسال
admin-dash-received = مستلمة للمعالجة
admin-dash-pods = حاضنات معروفة
admin-dash-offline = حاضنات غائبة
admin-dash-program = البرنامج
admin-dash-version = يعمل seedpod { $version }.
admin-dash-newer = لا تسأل الحاضنة أحدًا من تلقاء نفسها عن إصدار أحدث.
admin-dash-releases = انظر ما هو حديث حيث يأتي البرنامج
admin-dash-disk = { $free } من { $size } من القرص متاحة.
admin-dash-disk-name = الجزء المستعمل من القرص
admin-dash-oldest = كان موعد أقدم عمل
admin-dash-week = الأيام السبعة الأخيرة

admin-stats-span = المدة
admin-stats-usage = الاستعمال
admin-stats-day = يوم
admin-stats-week = أسبوع
admin-stats-two-weeks = أسبوعان
admin-stats-month = شهر
admin-stats-what = ماذا
admin-stats-last = في هذه المدة
admin-stats-before = في التي قبلها
admin-stats-change = التغير
admin-stats-new = لا شيء للمقارنة
admin-stats-sign-ups = حسابات جديدة
admin-stats-posts = منشورات
admin-stats-reshares = إعادات نشر
admin-stats-comments = تعليقات
admin-stats-tags = أكثر الوسوم استعمالًا
admin-stats-no-tags = لم تُستعمل وسوم في هذه المدة.
admin-stats-weeks = حسابات جديدة حسب الأسبوع
admin-stats-nobody = لم ينضم أحد بعد.
admin-stats-users = { $total ->
    [zero] لا حسابات
    [one] حساب واحد
    [two] حسابان
    [few] { $total } حسابات
    [many] { $total } حسابًا
   *[other] { $total } حساب
}؛ استُعمل منها خلال نصف سنة: { $half }؛ وخلال شهر: { $month }.

admin-users-part = جزء من اسم أو بريد أو guid
admin-users-young = من هم دون 13 فقط
admin-users-state = الحالة
admin-users-search = بحث
admin-users-none = لا أحد يطابق
admin-users-none-hint = جرّب جزءًا أقصر من الاسم أو حالة أخرى.
admin-state-all = كل الحسابات
admin-state-open = مستعملة
admin-state-locked = مقفلة
admin-state-closed = مغلقة
admin-state-admins = المديرون
admin-state-moderators = المشرفون
admin-state-spotlight = المُبرَزون
admin-mark-closed = مغلق
admin-mark-locked = مقفل
admin-mark-admin = مدير
admin-mark-moderator = مشرف
admin-mark-spotlight = مُبرَز
admin-mark-nsfw = حساس
admin-user-seen = آخر حضور
admin-user-never-seen = لم يحضر قط
admin-user-link-made = رابط لوضع كلمة سر جديدة
admin-user-link-hint = سلّمه إلى الشخص بنفسك. يعمل مرة واحدة ليومين.
admin-user-profile = عرض الملف الشخصي
admin-user-name = الاسم
admin-user-number = الرقم
admin-user-guid = Guid
admin-user-email = البريد
admin-user-since = هنا منذ
admin-user-last = آخر استعمال
admin-user-address = آخر دخول من
admin-user-sessions = المتصفحات الداخلة
admin-user-inviter = دعاه
admin-user-invitations = الدعوات الباقية
admin-user-birthday = تاريخ الميلاد
admin-user-gender = الجنس
admin-user-location = المكان
admin-user-bio = عنه
admin-user-role = الدور
admin-user-role-set = تعيين الدور
admin-role-member = عضو
admin-role-moderator = مشرف
admin-role-admin = مدير
admin-user-spotlight-on = إبراز
admin-user-spotlight-off = إنهاء الإبراز
admin-user-more-invitations = منح 100 دعوة أخرى
admin-user-reset = صنع رابط لكلمة سر جديدة
admin-user-danger = القفل والإغلاق
admin-user-lock = قفل الحساب
admin-user-lock-hint = لا يدخل به أحد حتى تفتحه. ويبقى كل شيء كما هو.
admin-user-unlock = فتح قفل الحساب
admin-user-close = إغلاق الحساب
admin-user-close-hint = تُحذف المنشورات والصور وجهات الاتصال وتُخبَر الحاضنات الأخرى ولا يُعطى الاسم ثانية. ولا سبيل إلى الرجوع.
admin-user-close-sure = إغلاق { $name } نهائيًا
admin-said-locked = قُفل { $name }.
admin-said-unlocked = يمكن لـ{ $name } الدخول من جديد.
admin-said-closed = أُغلق { $name }. ويُزال الآن ما بقي.
admin-said-role = لـ{ $name } الدور الجديد.
admin-said-spotlight = تغير إبراز { $name }.
admin-said-invitations = يمكن لـ{ $name } دعوة 100 شخص آخر.

admin-waiting-none = لا أحد ينتظر
admin-waiting-none-hint = ما دامت الحسابات تحتاج إلى موافقة يظهر هنا من يطلب حسابًا.
admin-waiting-since = طُلب
admin-waiting-approve = إنشاء الحساب
admin-waiting-decline = رفض
admin-said-approved = صار لـ{ $name } حساب.
admin-said-declined = زال طلب { $name }.

admin-reports-lead = ما يطلب الناس هنا النظر فيه. وينهي القرار كل البلاغات عن المنشور أو التعليق نفسه.
admin-reports-none = لا شيء للبت فيه
admin-reports-none-hint = عندما يبلغ أحد عن منشور أو تعليق يظهر هنا.
admin-report-by = أبلغ عنه
admin-report-reason = السبب
admin-report-of-post = منشور من
admin-report-of-comment = تعليق من
admin-report-gone = زال ما أُبلغ عنه.
admin-report-see = رؤيته في مكانه
admin-report-user = عرض الحساب
admin-report-keep = إبقاؤه
admin-report-delete = حذفه
admin-report-delete-hint-all = يختفي هنا ومن الحاضنات التي عندها.
admin-report-delete-hint-here = يختفي من هذه الحاضنة. وتبقيه حاضنة كاتبه.
admin-report-delete-sure = حذف نهائي
admin-said-kept = بقي. وانتهى البلاغ.
admin-said-deleted = حُذف. وانتهى البلاغ.

admin-pods-part = جزء من عنوان
admin-pods-none = لا حاضنة
admin-pods-none-hint = تُضاف الحاضنات ما إن تكون بين أحد هناك وأحد هنا صلة.
admin-pods-more = هناك المزيد. ضيّق القائمة بجزء من العنوان.
admin-pods-total = المعروفة
admin-pods-active = على اتصال
admin-pods-unchecked = لم تُفحص بعد
admin-pods-without-version = بلا إصدار
admin-pods-offline = غائبة
admin-pods-blocked = محظورة
admin-pods-is-blocked = محظورة
admin-pods-tls = معمّاة
admin-pods-software = البرنامج
admin-pods-response = زمن الجواب
admin-pods-added = معروفة منذ
admin-pods-checked = آخر فحص
admin-pods-since = غائبة منذ
admin-pods-failure = ما الخطأ
admin-pods-check = فحص من جديد
admin-pods-block = حظر الحاضنة
admin-pods-unblock = السماح لها من جديد
admin-pod-unchecked = لم تُفحص بعد
admin-pod-fine = بخير
admin-pod-no-name = لا عنوان لاسمها
admin-pod-no-connection = لا يمكن الوصول إليها
admin-pod-no-trust = شهادتها غير صالحة
admin-pod-bad-answer = تجيب خطأ
admin-pod-no-version = لا تقول ما هي
admin-pod-unknown = خطأ آخر
admin-said-checking = تُفحص { $pod } الآن.
admin-said-pod-blocked = حُظرت { $pod }.
admin-said-pod-unblocked = سُمح لـ{ $pod } من جديد.

admin-blocked-pods = الحاضنات
admin-blocked-pods-hint = لا يُؤخذ من حاضنة محظورة شيء ولا يُرسل إليها شيء. ويبقى ما جاء قبل ذلك.
admin-blocked-pod = عنوان حاضنة
admin-blocked-people = أشخاص من حاضنات أخرى
admin-blocked-people-hint = لا يسمع أحد هنا من شخص محظور، ولا يصل إليه شيء من هذه الحاضنة. ولا يُخبَر.
admin-blocked-person = عنوان شخص
admin-blocked-why = السبب، لبقية المديرين
admin-blocked-block = حظر الشخص
admin-said-person-blocked = حُظر { $name }.
admin-said-person-unblocked = يُسمع { $name } من جديد.

admin-text-lead = بهذه النصوص تتكلم الحاضنة. والنص الفارغ يعيد المكان إلى ما يأتي مع seedpod.
admin-text-landing = الصفحة الأولى
admin-text-landing-hint = في الصفحة التي يراها الزائر أولًا. Markdown.
admin-text-terms = الشروط
admin-text-terms-hint = تظهر في ‎/terms ما دامت مفعّلة في الإعدادات. Markdown.
admin-text-privacy = الخصوصية
admin-text-privacy-hint = أسفل الشروط. Markdown.
admin-text-save = حفظ
admin-text-own = العودة إلى النص الذي يأتي مع seedpod
admin-text-look = إلقاء نظرة
admin-said-text = حُفظ: { $title }.

admin-queue-deliveries = رسائل للإرسال
admin-queue-received = مستلمة للمعالجة
admin-queue-other = ما عدا ذلك
admin-queue-oldest = الأقدم
admin-queue-in = { $minutes ->
    [zero] الآن
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $minutes } دقائق
    [many] بعد { $minutes } دقيقة
   *[other] بعد { $minutes } دقيقة
}
admin-queue-since = ينتظر منذ
admin-queue-failures = { $count ->
    [zero] لم يفشل
    [one] فشل مرة
    [two] فشل مرتين
    [few] فشل { $count } مرات
    [many] فشل { $count } مرة
   *[other] فشل { $count } مرة
}
admin-queue-retry = جرّب الآن
admin-queue-retry-all = جرّب الكل الآن
admin-queue-drop = التخلي عنه
admin-queue-later = ما يأتي لاحقًا
admin-queue-none = لا شيء ينتظر
admin-queue-none-hint = أُنجز كل ما كان للإرسال أو المعالجة.
admin-said-retried = { $count ->
    [zero] لا أعمال لتجربتها.
    [one] يُجرَّب عمل واحد الآن.
    [two] يُجرَّب عملان الآن.
    [few] تُجرَّب { $count } أعمال الآن.
    [many] يُجرَّب { $count } عملًا الآن.
   *[other] يُجرَّب { $count } عمل الآن.
}
admin-said-dropped = تُخلي عنه.
admin-work-receive = استلام رسالة
admin-work-dispatch = تحضير رسالة
admin-work-deliver = إرسال رسالة
admin-work-discover = البحث عن شخص
admin-work-fetch-post = جلب منشور
admin-work-fetch-stream = جلب أحدث المنشورات
admin-work-check-pod = فحص حاضنة
admin-work-tidy = ترتيب
admin-work-clear = إزالة ما يتركه حساب مغلق

admin-mail-lead = تذهب إلى كل من له بريد، لكل واحد في رسالة خاصة به.
admin-mail-off = لا ترسل هذه الحاضنة بريدًا. ضع mail.smtp_host في ملف الإعداد لتغيير ذلك.
admin-mail-subject = الموضوع
admin-mail-text = النص
admin-mail-send = إرسال إلى الجميع
admin-said-mailed = { $count ->
    [0] لا أحد هنا له بريد.
    [zero] لا أحد هنا له بريد.
    [one] رسالة واحدة في الطريق.
    [two] رسالتان في الطريق.
    [few] { $count } رسائل في الطريق.
    [many] { $count } رسالة في الطريق.
   *[other] { $count } رسالة في الطريق.
}

admin-log-lead = ما فعله المديرون والمشرفون، الأحدث أولًا. ويراه كل المديرين.
admin-log-none = لا شيء بعد
admin-log-none-hint = ما إن يغيّر مدير شيئًا حتى يظهر هنا.
admin-log-machine = سطر الأوامر
admin-act-closed = أغلق الحساب { $subject }
admin-act-locked = قفل الحساب { $subject }
admin-act-unlocked = فتح قفل الحساب { $subject }
admin-act-made-admin = جعل { $subject } مديرًا
admin-act-made-moderator = جعل { $subject } مشرفًا
admin-act-made-member = جعل { $subject } عضوًا
admin-act-spotlight-on = أبرز { $subject }
admin-act-spotlight-off = أنهى إبراز { $subject }
admin-act-invitations = منح { $subject } دعوات أخرى
admin-act-reset-link = صنع رابط كلمة سر جديدة لـ{ $subject }
admin-act-approved = قبل الحساب { $subject }
admin-act-declined = رفض الحساب { $subject }
admin-act-pod-blocked = حظر الحاضنة { $subject }
admin-act-pod-unblocked = سمح للحاضنة { $subject } من جديد
admin-act-person-blocked = حظر { $subject }
admin-act-person-unblocked = سمح لـ{ $subject } من جديد
admin-act-changed = غيّر الإعداد { $subject }
admin-act-reset = أعاد { $subject } إلى قيمته المبدئية
admin-act-wrote = كتب النص { $subject }
admin-act-mailed = كتب رسالة إلى الجميع: { $subject }
admin-act-retried = طلب تجربة عمل فورًا: { $subject }
admin-act-dropped = تخلى عن عمل: { $subject }
admin-act-kept = أبقى ما أُبلغ عنه: { $subject }
admin-act-deleted = حذف ما أُبلغ عنه: { $subject }

admin-set-lead = ما تختاره هنا يسري فورًا. وما يقرره ملف أو البيئة أو سطر الأوامر مقفل ويذكر مصدره.
admin-set-sections = الأقسام
admin-set-save = حفظ هذا القسم
admin-set-restart = يسري عند التشغيل التالي.
admin-set-wrong = هذه القيمة غير ممكنة هنا.
admin-set-rest = إعدادات الجهاز
admin-set-rest-hint = تقرر أين تستمع الحاضنة وما يجوز لها. توضع في ملف الإعداد أو البيئة أو سطر الأوامر؛ وتسميها المساعدة كلها.
admin-set-key = الإعداد
admin-set-value = القيمة
admin-set-source = من
admin-said-saved = حُفظ: { $section }.
admin-source-flag = من سطر الأوامر
admin-source-environment = من متغير البيئة { $name }
admin-source-secret = من الملف { $path }
admin-source-file = من { $path }، السطر { $line }
admin-source-here = اختير هنا
admin-source-default = مبدئي
admin-section-pod = الحاضنة
admin-section-invitations = الدعوات
admin-section-welcome = رسالة الترحيب
admin-section-terms = الشروط
admin-section-statistics = أرقام للجميع
admin-section-spotlight = الإبراز
admin-section-inactive = حسابات غير مستعملة
admin-section-mail = البريد
admin-section-media = الصور
admin-section-security = الأمان
admin-section-limits = الحدود
admin-set-pod-name = اسم الحاضنة
admin-hint-pod-name = في أعلى كل صفحة.
admin-set-pod-registration = من يمكنه إنشاء حساب
admin-hint-pod-registration = الموافقة: يقبل مدير كل حساب قبل وجوده.
admin-set-pod-description = الحاضنة في جملة
admin-hint-pod-description = للصفحة الأولى ومحركات البحث.
admin-set-pod-contact = من يُراجَع
admin-hint-pod-contact = اسم حساب هنا. يراه الجميع، ومنه تأتي رسالة الترحيب.
admin-set-pod-email = بريد للزوار
admin-hint-pod-email = في أسفل كل صفحة.
admin-set-pod-source-url = عنوان الشيفرة المصدرية
admin-hint-pod-source-url = لا يلزم إلا إن غيّرت البرنامج: تطلب رخصته أن تعرض نسختك.
admin-set-pod-changelog-url = عنوان الجديد
admin-hint-pod-changelog-url = حيث يقرأ الناس ما تغير. في أسفل كل صفحة.
admin-set-pod-donate-url = عنوان للتبرع
admin-hint-pod-donate-url = في أسفل كل صفحة.
admin-set-pod-theme = ألوان الزوار
admin-hint-pod-theme = يختار أصحاب الحسابات ألوانهم.
admin-set-pod-local-stream = من يرى صفحة هذه الحاضنة
admin-hint-pod-local-stream = كل المنشورات العامة لأهلها في صفحة واحدة.
admin-set-pod-reserved-names = أسماء لا يأخذها أحد
admin-hint-pod-reserved-names = تفصل بينها فواصل. وأسماء مثل admin وroot محجوزة دائمًا.
admin-set-pod-autofollow = عنوان يشارك معه الجميع في البداية
admin-hint-pod-autofollow = معرّف دياسبورا، كمعرّف من يدير الحاضنة. فارغ لئلا يكون أحد.
admin-set-invitations-open = يمكن للناس دعوة غيرهم
admin-hint-invitations-open = لكل حساب رابط يمرره.
admin-set-invitations-count = مرات استعمال الدعوة
admin-hint-invitations-count = كم حسابًا يكفيه رابط الشخص الواحد.
admin-set-welcome-enabled = الترحيب بالحسابات الجديدة
admin-hint-welcome-enabled = برسالة خاصة من الحساب الذي يُراجَع.
admin-set-welcome-subject = الموضوع
admin-hint-welcome-subject = موضوع رسالة الترحيب.
admin-set-welcome-text = النص
admin-hint-welcome-text = تصير الكلمة name بين قوسين معقوفين اسم الحساب.
admin-set-terms-enabled = للحاضنة شروط
admin-hint-terms-enabled = تظهر في ‎/terms، مع رابط في الأسفل وحيث يُنشأ الحساب.
admin-set-terms-jurisdiction = القانون
admin-hint-terms-jurisdiction = البلد الذي يسري قانونه.
admin-set-terms-minimum-age = أقل عمر
admin-hint-terms-minimum-age = 0 بلا حد.
admin-set-statistics-users = عدد الحسابات
admin-hint-statistics-users = وكم استُعمل منها مؤخرًا.
admin-set-statistics-posts = عدد المنشورات
admin-hint-statistics-posts = كتبها أهل هذه الحاضنة.
admin-set-statistics-comments = عدد التعليقات
admin-hint-statistics-comments = كتبها أهل هذه الحاضنة.
admin-set-spotlight-enabled = عرض أشخاص يستحقون التعارف
admin-hint-spotlight-enabled = صفحة خاصة بهم، ومنشوراتهم العامة في صفحة الجميع إلا من لا يريدها.
admin-set-spotlight-email = تذهب الاقتراحات إلى
admin-hint-spotlight-email = عنوان بريد يظهر في تلك الصفحة.
admin-set-inactive-enabled = إغلاق الحسابات غير المستعملة
admin-hint-inactive-enabled = بعد تحذير بالبريد. وأي دخول يبقي الحساب.
admin-set-inactive-after = غير مستعمل منذ
admin-hint-inactive-after = مدة مثل 730d.
admin-set-inactive-warn = المدة بعد التحذير
admin-hint-inactive-warn = مدة مثل 30d.
admin-set-inactive-per-day = التحذيرات في اليوم
admin-hint-inactive-per-day = على الأكثر.
admin-set-mail-smtp-host = خادم البريد
admin-hint-mail-smtp-host = يأخذ بريد الحاضنة. فارغ بلا خادم. وتوضع كلمة سره في ملف الإعداد.
admin-set-mail-smtp-port = المنفذ
admin-hint-mail-smtp-port = تلقائي: 587 أو 465 أو 25 حسب الحماية.
admin-set-mail-smtp-security = الحماية
admin-hint-mail-smtp-security = بلا حماية لخادم على الجهاز نفسه فقط.
admin-set-mail-smtp-user = الاسم عند خادم البريد
admin-hint-mail-smtp-user = فارغ حيث لا يلزم الدخول.
admin-set-mail-sender = يأتي البريد من
admin-hint-mail-sender = عنوان باسمك. فارغ لـ no-reply.
admin-set-media-upload-limit = أكبر صورة
admin-hint-media-upload-limit = حجم مثل 20MiB.
admin-set-security-contact = تذهب بلاغات الثغرات إلى
admin-hint-security-contact = عنوان يبدأ بـ https:// أو mailto:. ومنه تُصنع الوثيقة ‎/.well-known/security.txt.
admin-set-limits-connections = الاتصالات
admin-hint-limits-connections = المفتوحة في وقت واحد.
admin-set-limits-connections-per-address = اتصالات العنوان الواحد
admin-hint-limits-connections-per-address = المفتوحة في وقت واحد.
admin-set-limits-requests = الطلبات
admin-hint-limits-requests = المعالجة في وقت واحد. تلقائي: 16 لكل نواة معالج.
admin-set-limits-sign-in = الدخول من عنوان واحد
admin-hint-limits-sign-in = تعني 10 / 60s عشرة دفعة واحدة وواحدًا آخر كل دقيقة.
admin-set-limits-sign-in-account = الدخول إلى حساب واحد
admin-hint-limits-sign-in-account = كما سبق.
admin-set-limits-second-factor = الخطوات الثانية لحساب واحد
admin-hint-limits-second-factor = كما سبق.
admin-set-limits-sign-up = حسابات جديدة من عنوان واحد
admin-hint-limits-sign-up = كما سبق.
admin-set-limits-setup = المحاولات برابط الإعداد
admin-hint-limits-setup = كما سبق.
admin-set-limits-pages = صفحات للزوار
admin-hint-limits-pages = من عنوان واحد.
admin-set-limits-media = الصور والملفات
admin-hint-limits-media = من عنوان واحد.
admin-set-limits-actions = أفعال حساب واحد
admin-hint-limits-actions = كما سبق.
admin-set-limits-federation = رسائل من حاضنة واحدة
admin-hint-limits-federation = كما سبق.
admin-set-limits-discovery = أسئلة عن الأشخاص
admin-hint-limits-discovery = من عنوان واحد.
admin-set-limits-api = برامج حساب واحد
admin-hint-limits-api = مجموع الطلبات.
admin-set-limits-programs = برامج تسجل نفسها
admin-hint-limits-programs = من عنوان واحد.
admin-choice-invitation = بالدعوة
admin-choice-open = الجميع
admin-choice-approval = بالموافقة
admin-choice-closed = لا أحد
admin-choice-auto = تلقائي
admin-choice-light = فاتح
admin-choice-dark = داكن
admin-choice-nobody = لا أحد
admin-choice-admins = المديرون
admin-choice-moderators = المشرفون
admin-choice-everyone = كل من هنا
admin-choice-starttls = STARTTLS
admin-choice-tls = TLS
admin-choice-none = بلا حماية
admin-work-mail = إرسال رسالة بريد
admin-work-gather-news = كتابة رسالة بالجديد
admin-work-move = تسليم ما تركه من انتقل
admin-work-preview = جلب معاينة رابط
admin-work-forget-photo = حذف صورة لم يأخذها أي منشور
admin-work-export = إعداد أرشيف
admin-work-import = إدخال أرشيف
