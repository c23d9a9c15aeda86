# ما يحيط بكل صفحة.

frame-skip = انتقل إلى المحتوى
frame-described = { $title } على { $pod }، وهي حاضنة من شبكة دياسبورا*.
frame-sign-up = إنشاء حساب
frame-sign-in = دخول
frame-sign-out = خروج
frame-search-label = البحث عن أشخاص ووسوم
frame-search-hint = ابحث عن أشخاص أو #وسوم أو name@pod
frame-search = بحث
frame-you = أنت
frame-your-menu = قائمتك
frame-profile = الملف الشخصي
frame-contacts = جهات الاتصال والفئات
frame-invite = ادعُ أحبابك
frame-settings = الإعدادات
frame-streams = الصفحات
frame-stream = الرئيسية
frame-activity = نشاطي
frame-mentions = الإشارات
frame-public = العام
frame-notifications = الإشعارات
frame-unread = { $count ->
    [zero] غير مقروء
    [one] غير مقروء
    [two] غير مقروءين
    [few] غير مقروءة
    [many] غير مقروء
   *[other] غير مقروء
}
frame-aspects = الفئات
frame-first-aspect = أنشئ فئتك الأولى
frame-more = المزيد
frame-invite-words = ألم يصل أحدهم بعد؟ أرسل رابطًا أو اعرض الرمز.
frame-invite-button = إنشاء دعوة
frame-happening = ما يجري
frame-main = التنقل الرئيسي
frame-new-for = منشور جديد إلى
frame-minutes = # د
frame-hours = # س
frame-offline = لم يصل ذلك إلى الحاضنة. حاول مرة أخرى.
frame-room-low = القرص يمتلئ: لم تعد صور الحاضنات الأخرى تُحفظ. وفّر مساحة أو أعطِ الحاضنة قرصًا أكبر.
frame-room-critical = القرص شبه ممتلئ: لا يمكن رفع الصور، ويُطلب من الحاضنات الأخرى الإرسال لاحقًا. وفّر مساحة قريبًا.
frame-backup-late = لا توجد نسخة احتياطية منذ ثلاثة أيام. سجل الحاضنة يبيّن السبب، ويخبر الأمر seedpod doctor بالمزيد.
frame-clock = لا يمكن أن تكون ساعة هذا الجهاز صحيحة. إلى أن تصحّ لا يُرسَل شيء إلى الحاضنات الأخرى ولا يُحذَف شيء ولا يُجدَّد.
frame-about = { $pod } · حاضنة من شبكة دياسبورا* على seedpod
frame-public-posts = منشورات عامة
frame-source = الشيفرة المصدرية
